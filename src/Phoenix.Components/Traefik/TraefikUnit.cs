using Phoenix.Components.Programs;

namespace Phoenix.Components.Traefik;

/// <summary>The router's unit: its own user, one capability, and nothing to write to.</summary>
public static class TraefikUnit
{
    /// <summary>The unit file for a program that takes Traefik's flags.</summary>
    public static string Render(Program program) =>
        $"""
            # Made by Phoenix.
            [Unit]
            Description=Router of the platform ({program.Name} {program.Version})
            After=network-online.target
            Wants=network-online.target
            StartLimitIntervalSec=0

            [Service]
            User=traefik
            Group=traefik
            ExecStart={string.Join(' ', program.CommandLine(TraefikGuest.ProgramPath))} --configFile={TraefikGuest.StaticPath}
            # Certificates are read at load and not watched.
            ExecReload=/bin/kill -HUP $MAINPID
            Restart=always
            RestartSec=2s
            AmbientCapabilities=CAP_NET_BIND_SERVICE
            CapabilityBoundingSet=CAP_NET_BIND_SERVICE
            NoNewPrivileges=yes
            ProtectSystem=strict
            ProtectHome=yes
            PrivateTmp=yes
            ProtectControlGroups=yes
            ProtectKernelLogs=yes
            ProtectKernelModules=yes
            ProtectKernelTunables=yes
            LockPersonality=yes
            RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
            RestrictNamespaces=yes
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            SystemCallArchitectures=native
            LimitNOFILE=65536

            [Install]
            WantedBy=multi-user.target

            """;
}
