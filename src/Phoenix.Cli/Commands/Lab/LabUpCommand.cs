using System.Collections.Immutable;
using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Runs;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Engine;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix lab up</c>.</summary>
internal static class LabUpCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var publish = PublishOption.Build();
        var command = new Command("up", "Bring the platform's lab up without guests; one that crashed is adopted or cleaned.") { publish };
        run.Bind(command, invocation => RunAsync(invocation, invocation.Parsed.GetValue(publish)));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, string? publish)
    {
        var platform = PlatformLoader.Load(invocation);
        var request = OpenPlatform.RequestFor(invocation, platform, publish);
        var labs = LabCommand.Labs(invocation);
        using var held = await RunLock.TakeAsync(invocation, platform.Name, "lab up");
        var losses = await labs.LossesAsync(request, invocation.Cancel);
        if (!losses.IsEmpty && !await AgreedAsync(invocation, platform.Name, losses))
        {
            return EndView.Refused(invocation);
        }

        await labs.UpAsync(request, mayBeMadeAnew: !losses.IsEmpty, LabCommand.Progress(invocation), invocation.Cancel);
        return LabCommand.Done(invocation, platform.Name, ChangeKind.Create, "is up");
    }

    private static Task<bool> AgreedAsync(Invocation invocation, string lab, ImmutableArray<FieldDiff> losses)
    {
        invocation.Error.Write([
            Line.Of($"The lab \"{lab}\" is taken down with everything in it and made anew:", Tone.Attention),
            .. losses.Select(loss =>
                Line.Of($"  {loss.Path}  ").With($"{loss.Live}", Tone.Bad).With(" → ", Tone.Faint).With($"{loss.Declared}", Tone.Good)
            ),
        ]);
        return Consent.ToRemovalAsync(invocation, lab, "lab up");
    }
}
