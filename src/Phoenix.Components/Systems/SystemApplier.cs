using System.Text;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Systems;

/// <summary>Brings a system to its specification: programs are delivered, then everything else happens in one call.</summary>
public sealed class SystemApplier(IShell shell, IProgramDelivery delivery)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WithPackages = TimeSpan.FromMinutes(20);

    /// <summary>Puts the differences right. Nothing to do is no call.</summary>
    /// <exception cref="PhoenixException">PHX3103 to PHX3108, with the failing command's own words.</exception>
    public async Task ApplyAsync(SystemSpec spec, SystemDiff diff, IProgress<string> progress, CancellationToken cancel)
    {
        if (diff.IsEmpty)
        {
            return;
        }

        foreach (var (declared, _) in diff.Differences.OfType<SystemDifference.OfProgram>())
        {
            await delivery.DeliverAsync(shell, declared.Program, declared.Path + ".phoenix-new", progress, cancel);
        }

        ReportSteps(diff, progress);
        var installs = diff.Differences.OfType<SystemDifference.OfPackages>().Any();
        await RunAsync(ApplyManifest.Render(SystemSpecRules.Checked(spec), diff), installs ? WithPackages : Usual, cancel);
    }

    /// <summary>Takes back what the specification put into a system: units are stopped and disabled, files and programs removed. Packages, users and directories stay.</summary>
    /// <exception cref="PhoenixException">As <see cref="ApplyAsync"/>.</exception>
    public async Task WithdrawAsync(SystemSpec spec, SystemState state, CancellationToken cancel)
    {
        var instructions = WithdrawManifest.Render(SystemSpecRules.Checked(spec), state);
        if (instructions.Length > 0)
        {
            await RunAsync(instructions, Usual, cancel);
        }
    }

    private async Task RunAsync(string instructions, TimeSpan timeout, CancellationToken cancel)
    {
        var command = new ShellCommand(SystemScripts.Apply) { Input = Encoding.UTF8.GetBytes(instructions), Timeout = timeout };
        var result = await shell.RunAsync(command, cancel);
        if (ApplyAnswer.FailureIn(result.Text, result.Error, result.ExitCode, shell.Name) is { } failure)
        {
            throw failure;
        }
    }

    private static void ReportSteps(SystemDiff diff, IProgress<string> progress)
    {
        foreach (var difference in diff.Differences)
        {
            switch (difference)
            {
                case SystemDifference.OfPackages packages:
                    progress.Report($"installing {string.Join(", ", packages.Missing)}");
                    return;
                case SystemDifference.OfUnit { Action: not UnitAction.None } unit:
                    progress.Report($"{Word(unit.Action)} {unit.Declared.Unit}");
                    return;
            }
        }
    }

    private static string Word(UnitAction action) =>
        action switch
        {
            UnitAction.Start => "starting",
            UnitAction.Reload => "reloading",
            _ => "restarting",
        };
}
