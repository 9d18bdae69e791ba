using System.CommandLine;
using System.CommandLine.Invocation;
using Phoenix.Cli.Views;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix --version</c>: the same line as <c>phoenix version</c>.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override bool ClearsParseErrors => true;

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.Write($"phoenix {ProductVersion.Number}\n");
        return 0;
    }
}
