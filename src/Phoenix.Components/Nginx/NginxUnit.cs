namespace Phoenix.Components.Nginx;

/// <summary>What Phoenix adds to Debian's unit of nginx.</summary>
public static class NginxUnit
{
    /// <summary>The drop-in's path.</summary>
    public const string DropInPath = "/etc/systemd/system/nginx.service.d/phoenix.conf";

    /// <summary>Comes back after a crash, and gives open connections time at a stop.</summary>
    public const string DropIn = """
        # Made by Phoenix.
        [Unit]
        StartLimitIntervalSec=0

        [Service]
        Restart=on-failure
        RestartSec=2s
        LimitNOFILE=65536

        """;
}
