using System.Collections.Immutable;
using Phoenix.Components.Certificates;
using Phoenix.Components.Portainer;
using Phoenix.Components.Secrets;
using Phoenix.Components.Systems;
using Phoenix.Engine;
using Phoenix.Lab;
using Phoenix.Lab.PortainerStandIn;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Cli.Errors;

/// <summary>Every code of every project. A test finds the ones that are missing here.</summary>
internal static class ErrorCatalog
{
    /// <summary>All codes, in order.</summary>
    public static ImmutableArray<ErrorCode> All { get; } = [.. Codes().Distinct().OrderBy(code => code.Code, StringComparer.Ordinal)];

    /// <summary>The code written that way (case does not matter, <c>PHX</c> may be left out), or null.</summary>
    public static ErrorCode? Find(string written) =>
        All.FirstOrDefault(code =>
            string.Equals(code.Code, written, StringComparison.OrdinalIgnoreCase)
            || string.Equals(code.Code[3..], written, StringComparison.Ordinal)
        );

    private static IEnumerable<ErrorCode> Codes() =>
        [
            .. TopologyErrors.All,
            .. ProxmoxErrors.All,
            .. ShellErrors.All,
            .. SystemErrors.All,
            .. Components.Secrets.SecretErrors.All,
            .. Components.Programs.ProgramErrors.All,
            .. Components.Certificates.CertificateErrors.All,
            .. Components.Guests.GuestErrors.All,
            .. Components.Firewall.FirewallErrors.All,
            .. CertificateErrors.All,
            .. SecretErrors.All,
            .. Components.Stacks.StackErrors.All,
            .. PortainerErrors.All,
            .. EngineErrors.All,
            .. LabErrors.All,
            .. Lab.Firewall.FirewallErrors.All,
            .. StandInErrors.All,
            .. CliErrors.All,
        ];
}
