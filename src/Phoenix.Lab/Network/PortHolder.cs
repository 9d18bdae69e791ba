using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Phoenix.Lab.Host;
using Phoenix.Topology;

namespace Phoenix.Lab.Network;

/// <summary>Who listens on a port of the machine.</summary>
internal static partial class PortHolder
{
    /// <summary>The error for an address that cannot be listened on, with the program that has it when it can be found.</summary>
    public static async Task<PhoenixException> TakenAsync(IPEndPoint endpoint, SocketException reason, CancellationToken cancel)
    {
        var holder = await FindAsync(endpoint.Port, cancel);
        return new PhoenixException(
            LabErrors.PublishTaken,
            holder is null ? $"{endpoint} cannot be listened on" : $"{endpoint} is taken by {holder}",
            reason
        )
        {
            Where = "lab",
            Remote = reason.Message,
        };
    }

    /// <summary>Whether the address can be listened on now.</summary>
    /// <exception cref="PhoenixException">PHX6004.</exception>
    public static async Task EnsureFreeAsync(IPEndPoint endpoint, CancellationToken cancel)
    {
        try
        {
            using var trial = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            trial.Bind(endpoint);
        }
        catch (SocketException taken)
        {
            throw await TakenAsync(endpoint, taken, cancel);
        }
    }

    /// <summary>The program and process in the output of <c>ss -H -l -t -n -p</c>.</summary>
    internal static string? Parse(string output) =>
        Users().Match(output) is { Success: true } match ? $"{match.Groups[1].Value} (process {match.Groups[2].Value})" : null;

    private static async Task<string?> FindAsync(int port, CancellationToken cancel) =>
        Parse(
            (
                await Machine.RunAsync(
                    MachineCommand.Of("ss", "-H", "-l", "-t", "-n", "-p", "sport", "=", ":" + port.ToString(CultureInfo.InvariantCulture)),
                    cancel
                )
            ).Text
        );

    [GeneratedRegex("users:\\(\\(\"([^\"]*)\",pid=([0-9]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Users();
}
