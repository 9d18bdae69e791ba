using System.CommandLine;
using System.CommandLine.Help;
using Phoenix.Cli.Invocations;

namespace Phoenix.Cli.Commands;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    /// <summary>The root command with everything below it.</summary>
    public static RootCommand Build(CliContext context)
    {
        var options = new GlobalOptions();
        var run = new CommandRunner(context, options);
        var root = new RootCommand(
            "Turns a Proxmox VE host, or the lab on this machine, into a private platform where everything speaks TLS."
        )
        {
            UpCommand.Build(run),
            PlanCommand.Build(run),
            StatusCommand.Build(run),
            DownCommand.Build(run),
            InitCommand.Build(run),
            ValidateCommand.Build(run),
            GuestCommand.Build(run),
            StackCommand.Build(run),
            CertCommand.Build(run),
            RenewCommand.Build(run),
            DnsCommand.Build(run),
            FlowCommand.Build(run),
            HostsCommand.Build(run),
            TrustCommand.Build(run),
            LabCommand.Build(run),
            SchemaCommand.Build(run),
            ExplainCommand.Build(run),
            CompletionCommand.Build(run),
            VersionCommand.Build(run),
        };
        foreach (var option in options.All)
        {
            root.Options.Add(option);
        }

        NameCompletion.AddTo(root, context, options);
        foreach (var version in root.Options.OfType<VersionOption>())
        {
            version.Action = new VersionAction();
        }

        foreach (var help in root.Options.OfType<HelpOption>())
        {
            // Spellings of another system.
            help.Aliases.Remove("/h");
            help.Aliases.Remove("/?");
        }

        return root;
    }
}
