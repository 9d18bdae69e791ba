using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Terminal;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix trust</c>: how the platform's root becomes trusted, for each system.</summary>
internal static class TrustCommand
{
    private static readonly (string System, string[] Commands)[] Ways =
    [
        ("First, the root itself", ["phoenix cert root > root.pem"]),
        ("Once, without installing anything", ["curl --cacert root.pem https://…"]),
        ("Debian, Ubuntu", ["cp root.pem /usr/local/share/ca-certificates/phoenix.crt", "update-ca-certificates"]),
        ("Fedora, RHEL", ["cp root.pem /etc/pki/ca-trust/source/anchors/phoenix.pem", "update-ca-trust"]),
        ("Arch", ["trust anchor root.pem"]),
        ("Alpine", ["cp root.pem /usr/local/share/ca-certificates/phoenix.crt", "update-ca-certificates"]),
        ("macOS", ["sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain root.pem"]),
        ("Windows, as administrator", ["certutil -addstore -f Root root.pem"]),
        ("Chromium and Chrome on Linux", ["certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n phoenix -i root.pem"]),
        ("Firefox", ["Settings, Privacy & Security, View Certificates, Authorities, Import root.pem"]),
        ("Node.js", ["export NODE_EXTRA_CA_CERTS=$PWD/root.pem"]),
        ("Python requests", ["export REQUESTS_CA_BUNDLE=$PWD/root.pem"]),
    ];

    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var command = new Command("trust", "Show how to trust the platform's root, for each system.");
        run.Bind(command, Run);
        return command;
    }

    private static int Run(Invocation invocation)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteStartArray("systems");
                foreach (var (system, commands) in Ways)
                {
                    json.WriteStartObject();
                    json.WriteString("system", system);
                    json.WriteStartArray("commands");
                    foreach (var command in commands)
                    {
                        json.WriteStringValue(command);
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCodes.Done;
        }

        invocation.Out.Write([
            .. Ways.SelectMany(way =>
                (IEnumerable<Line>)
                    [Line.Of(way.System, Tone.Strong), .. way.Commands.Select(command => Line.Of("  " + command, Tone.Accent))]
            ),
            Line.Empty,
            Line.Of("The root vouches for the platform's own names and addresses only: it is name-constrained.", Tone.Faint),
        ]);
        return ExitCodes.Done;
    }
}
