using System.Net;
using Phoenix.Cli.Errors;
using Phoenix.Lab.Daemon;
using Phoenix.Topology;

namespace Phoenix.Cli.Sessions.Live;

/// <summary>Where a lab's gateway is published on this machine.</summary>
internal static class LabPublish
{
    private static readonly IPEndPoint Usual = new(IPAddress.Loopback, 8443);

    /// <summary>What was asked for, else what the lab has, else <c>127.0.0.1:8443</c>.</summary>
    /// <exception cref="PhoenixException">It is no address and port.</exception>
    public static IPEndPoint Of(string? asked, LabSettings? there) =>
        asked is null ? there?.Publish ?? Usual
        : IPEndPoint.TryParse(asked, out var endpoint) && endpoint.Port > 0 ? endpoint
        : throw new PhoenixException(CliErrors.BadPublish, $"--publish {asked} is no address and port")
        {
            Help = "Write it as 127.0.0.1:8443.",
        };
}
