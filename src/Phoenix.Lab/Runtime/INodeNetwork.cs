using System.Collections.Immutable;

namespace Phoenix.Lab.Runtime;

/// <summary>The lab's network namespace, for those who set rules in it.</summary>
public interface INodeNetwork
{
    /// <summary>Runs a command inside the lab's network namespace (never the machine's), with input.</summary>
    Task<(int ExitCode, string Output, string Error)> RunAsync(ImmutableArray<string> command, string input, CancellationToken cancel);

    /// <summary>The name of the host end of a guest's interface, <c>veth101i0</c>.</summary>
    string PortOf(int vmid, int index);
}
