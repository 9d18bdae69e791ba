using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Runs;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Engine;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix lab up|down|ls|shell|exec|reset|api</c>: Proxmox nodes of this machine, for trying things out.</summary>
internal static class LabCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run) =>
        new("lab", "The lab: a Proxmox-compatible node on this machine.")
        {
            LabUpCommand.Build(run),
            BuildDown(run),
            LabListCommand.Build(run),
            BuildShell(run),
            LabExecCommand.Build(run),
            BuildReset(run),
            LabApiCommand.Build(run),
            BuildServe(run),
        };

    /// <summary>The argument that names a lab.</summary>
    public static Argument<string?> NameArgument() =>
        new("name") { Description = "The lab's name; the platform's by default.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>The option that names a lab where arguments are taken.</summary>
    public static Option<string?> LabOption() =>
        new("--lab") { Description = "The lab's name; the platform's by default.", HelpName = "name" };

    /// <summary>The named lab, else the one of the platform.</summary>
    public static string NameOf(Invocation invocation, Argument<string?> name) =>
        invocation.Parsed.GetValue(name) ?? PlatformLoader.Load(invocation).Name;

    private static Command BuildDown(CommandRunner run)
    {
        var name = NameArgument();
        var command = new Command("down", "Take a lab away with everything in it.") { name };
        run.Bind(
            command,
            async invocation =>
            {
                var lab = NameOf(invocation, name);
                if (!await Consent.ToRemovalAsync(invocation, lab, "lab down"))
                {
                    return EndView.Refused(invocation);
                }

                using var held = await RunLock.TakeAsync(invocation, lab, "lab down");
                await Labs(invocation).DownAsync(lab, Progress(invocation), invocation.Context.Signals.Tokens.Abort);
                return Done(invocation, lab, ChangeKind.Delete, "is gone");
            }
        );
        return command;
    }

    private static Command BuildReset(CommandRunner run)
    {
        var name = NameArgument();
        var command = new Command("reset", "Take a lab down and up again: empty, as new.") { name };
        run.Bind(
            command,
            async invocation =>
            {
                var lab = NameOf(invocation, name);
                if (!await Consent.ToRemovalAsync(invocation, lab, "lab reset"))
                {
                    return EndView.Refused(invocation);
                }

                using var held = await RunLock.TakeAsync(invocation, lab, "lab reset");
                await Labs(invocation).ResetAsync(lab, Progress(invocation), invocation.Context.Signals.Tokens.Abort);
                return Done(invocation, lab, ChangeKind.Replace, "is as new");
            }
        );
        return command;
    }

    private static Command BuildShell(CommandRunner run)
    {
        var guest = new Argument<string?>("guest")
        {
            Description = "A guest's name; the lab's host by default.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var lab = LabOption();
        var command = new Command("shell", "Open root's shell on the lab's host or in one of its guests.") { guest, lab };
        run.Bind(
            command,
            invocation =>
                Labs(invocation)
                    .ShellAsync(
                        invocation.Parsed.GetValue(lab) ?? PlatformLoader.Load(invocation).Name,
                        invocation.Parsed.GetValue(guest),
                        invocation.Context.Signals.Tokens.Abort
                    )
        );
        return command;
    }

    private static Command BuildServe(CommandRunner run)
    {
        var name = new Argument<string>("name") { Description = "The lab's name." };
        var command = new Command("serve", "Serve a lab's node: the daemon behind `phoenix lab up`.") { name };
        command.Hidden = true;
        run.Bind(command, invocation => Labs(invocation).ServeAsync(invocation.Parsed.GetValue(name)!, invocation.Cancel));
        return command;
    }

    /// <summary>The labs of this machine.</summary>
    internal static ILabs Labs(Invocation invocation) => invocation.Context.Sessions.Labs;

    /// <summary>Where the steps are shown.</summary>
    internal static ScreenProgress Progress(Invocation invocation) => new(invocation.Error);

    /// <summary>Says what became of the lab.</summary>
    internal static int Done(Invocation invocation, string lab, ChangeKind change, string state)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                var id = new ResourceId("lab", lab);
                var done = new Outcome.Done(id, TimeSpan.Zero, new Change(id, change), Proof.None);
                ResultJson.Write(json, new RunResult([done], TimeSpan.Zero, RunEnding.Completed), ExitCodes.Done);
                json.WriteString("lab", lab);
            });
        }
        else
        {
            invocation.Out.Write([Line.Of($"The lab \"{lab}\" {state}.")]);
        }

        return ExitCodes.Done;
    }
}
