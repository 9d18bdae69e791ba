using System.Collections.Immutable;
using System.CommandLine;
using Phoenix.Cli.Errors;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Terminal;
using Phoenix.Components.Certificates;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix cert ls|root</c>: certificates as they are served, and the root.</summary>
internal static class CertCommand
{
    private const int SerialShown = 8;

    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var list = new Command("ls", "List the certificates as they are served, and how long they are valid.");
        run.Bind(list, ListAsync);
        var root = new Command("root", "Print the platform's root certificate in PEM.");
        run.Bind(root, RootAsync);
        return new Command("cert", "The certificates of the platform.") { list, root };
    }

    private static async Task<int> RootAsync(Invocation invocation)
    {
        await using var open = await OpenPlatform.LoadAsync(invocation);
        var pem =
            await open.Session.RootCertificateAsync(invocation.Cancel)
            ?? throw new PhoenixException(CliErrors.NotThereYet, "the platform has no root certificate yet");
        if (invocation.IsJson)
        {
            invocation.WriteJson(json => json.WriteString("pem", pem));
        }
        else
        {
            invocation.Out.WriteText(pem.TrimEnd() + "\n");
        }

        return ExitCodes.Done;
    }

    private static async Task<int> ListAsync(Invocation invocation)
    {
        await using var open = await OpenPlatform.LoadAsync(invocation);
        var certificates = await open.Session.CertificatesAsync(invocation.Cancel);
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteStartArray("certificates");
                foreach (var certificate in certificates)
                {
                    json.WriteStartObject();
                    json.WriteString("guest", certificate.Guest);
                    json.WriteStartArray("names");
                    foreach (var name in certificate.Names)
                    {
                        json.WriteStringValue(name);
                    }

                    json.WriteEndArray();
                    json.WriteString("serial", certificate.Serial);
                    json.WriteString("notBefore", certificate.NotBefore);
                    json.WriteString("notAfter", certificate.NotAfter);
                    json.WriteString("problem", certificate.Problem);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }
        else
        {
            var now = invocation.Context.Time.GetUtcNow();
            invocation.Out.Write(Columns.Render([.. certificates.Select(certificate => Row(certificate, now))]));
        }

        return certificates.All(certificate => certificate.Problem is null) ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static ImmutableArray<Piece> Row(CertificateStatus certificate, DateTimeOffset now)
    {
        var left = certificate.NotAfter - now;
        var life = certificate.NotAfter - certificate.NotBefore;
        var serial = certificate.Serial.Length > SerialShown ? certificate.Serial[..SerialShown] + "…" : certificate.Serial;
        return
        [
            new Piece(certificate.Guest, Tone.Strong),
            new Piece(serial, Tone.Faint),
            left > TimeSpan.Zero
                ? new Piece(
                    $"{CertificateWords.Span(left)} of {CertificateWords.Span(life)} left",
                    left < life / 3 ? Tone.Attention : Tone.Good
                )
                : new Piece($"expired {CertificateWords.Span(-left)} ago", Tone.Bad),
            certificate.Problem is { } problem ? new Piece(problem, Tone.Bad) : new Piece(string.Join(", ", certificate.Names)),
        ];
    }
}
