using Phoenix.Cli.Errors;
using Phoenix.Cli.Invocations;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary>Asks before something is changed.</summary>
internal static class Consent
{
    /// <summary>Whether the plan may be applied. On a lab a plan that loses nothing needs no answer where nobody can give one.</summary>
    /// <exception cref="PhoenixException">There is nobody to ask.</exception>
    public static async Task<bool> ToPlanAsync(Invocation invocation, Plan plan, bool onLab)
    {
        if (invocation.Yes || (!invocation.Context.Terminal.Input && onLab && plan.Destructive.IsEmpty))
        {
            return true;
        }

        var answer = await AskAsync(invocation, "Go on? [y/N] ", "up");
        return answer.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    /// <summary>Whether everything may be removed: the platform's name has to be typed.</summary>
    /// <exception cref="PhoenixException">There is nobody to ask.</exception>
    public static async Task<bool> ToRemovalAsync(Invocation invocation, string platform) =>
        invocation.Yes || (await AskAsync(invocation, $"Type {platform} to remove all of it: ", "down")).Trim() == platform;

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
        var answer = await Task.Run(invocation.Context.Input.ReadLine, invocation.Cancel).WaitAsync(invocation.Cancel);
        return answer ?? "";
    }
}
