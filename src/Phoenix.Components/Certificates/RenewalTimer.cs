using System.Collections.Immutable;
using Phoenix.Components.Systems;

namespace Phoenix.Components.Certificates;

/// <summary>The host's timer that runs <c>phoenix renew</c> every 15 minutes. A leaf of 24 hours is renewed 8 hours before its end: some thirty attempts in a row may fail.</summary>
public static class RenewalTimer
{
    /// <summary>The timer's unit.</summary>
    public const string Timer = "phoenix-renew.timer";

    private const string Service = "phoenix-renew.service";

    /// <summary>The host's part.</summary>
    /// <param name="command">The command and its arguments, e.g. <c>/usr/local/bin/phoenix renew --file /etc/phoenix/phoenix.yaml</c>.</param>
    public static SystemSpec For(ImmutableArray<string> command) =>
        new()
        {
            Files =
            [
                new SystemFile($"/etc/systemd/system/{Service}", ServiceText(command)),
                new SystemFile($"/etc/systemd/system/{Timer}", TimerText),
            ],
            Services = [new SystemService(Service) { KeepRunning = false }, new SystemService(Timer)],
        };

    private const string TimerText = """
        # Made by Phoenix.
        [Unit]
        Description=Renews the certificates of the platform when they are due

        [Timer]
        OnCalendar=*:0/15
        RandomizedDelaySec=5min
        Persistent=true

        [Install]
        WantedBy=timers.target

        """;

    private static string ServiceText(ImmutableArray<string> command) =>
        $"""
            # Made by Phoenix.
            [Unit]
            Description=Renews the certificates of the platform that are due
            After=network-online.target
            Wants=network-online.target

            [Service]
            Type=oneshot
            ExecStart={string.Join(' ', command.Select(Quoted))}
            TimeoutStartSec=20min

            """;

    /// <summary>An argument as systemd takes it apart: quoted, with its specifiers (<c>%</c>) and variables (<c>$</c>) doubled.</summary>
    internal static string Quoted(string argument)
    {
        var text = argument
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("%", "%%", StringComparison.Ordinal)
            .Replace("$", "$$", StringComparison.Ordinal);
        return
            text.Length > 0
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_' or '.' or '=' or ':' or ',')
            ? text
            : $"\"{text}\"";
    }
}
