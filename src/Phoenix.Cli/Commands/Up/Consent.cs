using Phoenix.Cli.Errors;
using Phoenix.Cli.Invocations;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary>Asks before something is changed.</summary>
internal static class Consent
{
    /// <summary>Whether the plan needs an answer. On a lab one that loses nothing does not where nobody can give one.</summary>
    public static bool IsNeededFor(Invocation invocation, Plan plan, bool onLab) =>
        !invocation.Yes && (invocation.Context.Terminal.Input || !onLab || !plan.Destructive.IsEmpty);

    /// <summary>Whether the plan that was shown may be applied.</summary>
    /// <exception cref="PhoenixException">There is nobody to ask.</exception>
    public static async Task<bool> ToPlanAsync(Invocation invocation)
    {
        var answer = await AskAsync(invocation, "Go on? [y/N] ", "up");
        return answer.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>Whether everything may be removed: the platform's name has to be typed.</summary>
    /// <param name="invocation">Who asks.</param>
    /// <param name="platform">The name.</param>
    /// <param name="command">The command that removes it, e.g. <c>lab down</c>.</param>
    /// <exception cref="PhoenixException">There is nobody to ask.</exception>
    public static async Task<bool> ToRemovalAsync(Invocation invocation, string platform, string command) =>
        invocation.Yes || (await AskAsync(invocation, $"Type {platform} to remove all of it: ", command)).Trim() == platform;

    private static async Task<string> AskAsync(Invocation invocation, string question, string command)
    {
        if (!invocation.Context.Terminal.Input)
        {
            throw new PhoenixException(CliErrors.NobodyToAsk, "the change needs your agreement, and there is no terminal to ask on")
            {
                Help = $"phoenix {command} --yes",
            };
        }

        invocation.Error.WriteText(question);
        // Reading a line cannot be cancelled; the wait for it can.
        return await Task.Run(() => invocation.Context.Input.ReadLine() ?? "", invocation.Cancel).WaitAsync(invocation.Cancel);
    }
}
