using System.Collections.Immutable;
using System.Net;
using Phoenix.Lab.PortainerStandIn.Compose;
using Phoenix.Topology;

namespace Phoenix.Lab.PortainerStandIn;

/// <summary>The flags of the real server that the stand-in takes.</summary>
internal sealed record StandInOptions
{
    /// <summary><c>--data</c>.</summary>
    public string DataDirectory { get; init; } = "/data";

    /// <summary><c>--bind-https</c>: <c>:9443</c> or <c>10.0.0.111:9443</c>.</summary>
    public IPEndPoint Https { get; init; } = new(IPAddress.Any, 9443);

    /// <summary><c>--bind</c>, unless <c>--http-disabled</c>.</summary>
    public IPEndPoint? Http { get; init; } = new(IPAddress.Any, 9000);

    /// <summary><c>--sslcert</c>; without it the certificate is self-signed.</summary>
    public string? CertificateFile { get; init; }

    /// <summary><c>--sslkey</c>.</summary>
    public string? KeyFile { get; init; }

    /// <summary><c>--admin-password-file</c>: makes the administrator at the first start; must be there at every start.</summary>
    public string? PasswordFile { get; init; }

    /// <summary><c>AGENT_SECRET</c> of the environment; empty: none.</summary>
    public string AgentSecret { get; init; } = "";

    /// <summary>The engine of a local environment; only tests give another.</summary>
    public string LocalSocket { get; init; } = "unix:///var/run/docker.sock";

    /// <summary>Docker compose.</summary>
    public string ComposeProgram { get; init; } = Compose.ComposeProgram.DebianPath;

    /// <summary>Reads flags as <c>--name value</c> or <c>--name=value</c>.</summary>
    /// <exception cref="PhoenixException">A flag that the stand-in does not know, or a value that it cannot read.</exception>
    public static StandInOptions Parse(ImmutableArray<string> arguments, string agentSecret)
    {
        var options = new StandInOptions { AgentSecret = agentSecret };
        var waiting = new Queue<string>(arguments.SelectMany(argument => argument.Split('=', 2)));
        while (waiting.TryDequeue(out var flag))
        {
            options = flag switch
            {
                "--data" => options with { DataDirectory = ValueOf(flag, waiting) },
                "--bind-https" => options with { Https = EndPoint(flag, ValueOf(flag, waiting)) },
                "--bind" => options with { Http = EndPoint(flag, ValueOf(flag, waiting)) },
                "--http-disabled" => options with { Http = null },
                "--sslcert" => options with { CertificateFile = ValueOf(flag, waiting) },
                "--sslkey" => options with { KeyFile = ValueOf(flag, waiting) },
                "--admin-password-file" => options with { PasswordFile = ValueOf(flag, waiting) },
                "--compose-program" => options with { ComposeProgram = ValueOf(flag, waiting) },
                _ => throw StandInErrors.Usage($"unknown flag {flag}"),
            };
        }

        return options;
    }

    private static string ValueOf(string flag, Queue<string> waiting) =>
        waiting.TryDequeue(out var value) ? value : throw StandInErrors.Usage($"{flag} wants a value");

    private static IPEndPoint EndPoint(string flag, string text) =>
        IPEndPoint.TryParse(text.StartsWith(':') ? "0.0.0.0" + text : text, out var endPoint) && endPoint.Port > 0
            ? endPoint
            : throw StandInErrors.Usage($"{flag} wants an address and a port, not {text}");
}
