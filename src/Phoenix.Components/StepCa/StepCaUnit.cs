using Phoenix.Components.Programs;

namespace Phoenix.Components.StepCa;

/// <summary>The CA's unit: its own user, one capability, one writable directory.</summary>
public static class StepCaUnit
{
    /// <summary>
    /// The unit file. Its view of the file system is its own, which a container without nesting refuses (226/NAMESPACE); Phoenix makes
    /// every container with nesting. Left out is what an unprivileged container cannot give even so, or has already: a <c>/proc</c> of its
    /// own (<c>ProtectProc</c>), clock and host name.
    /// </summary>
    public static string Render(Program program, StepCaPaths paths) =>
        $"""
            # Made by Phoenix.
            [Unit]
            Description=CA of the platform ({program.Name} {program.Version})
            After=network-online.target
            Wants=network-online.target
            StartLimitIntervalSec=0

            [Service]
            User={StepCaGuest.User}
            Group={StepCaGuest.User}
            UMask=0077
            Environment=STEPPATH={paths.Configuration}
            WorkingDirectory=/var/lib/step-ca
            ExecStart={string.Join(' ', program.CommandLine(StepCaGuest.ProgramPath))} {paths.Json} --password-file {paths.Password}
            ExecReload=/bin/kill -HUP $MAINPID
            Restart=always
            RestartSec=2s
            AmbientCapabilities=CAP_NET_BIND_SERVICE
            CapabilityBoundingSet=CAP_NET_BIND_SERVICE
            NoNewPrivileges=yes
            ProtectSystem=strict
            ReadWritePaths=/var/lib/step-ca
            ProtectHome=yes
            PrivateTmp=yes
            PrivateDevices=yes
            ProtectKernelTunables=yes
            ProtectKernelModules=yes
            ProtectKernelLogs=yes
            ProtectControlGroups=yes
            LockPersonality=yes
            MemoryDenyWriteExecute=yes
            RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
            RestrictNamespaces=yes
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            SystemCallArchitectures=native
            SystemCallFilter=@system-service
            SystemCallErrorNumber=EPERM
            LimitNOFILE=65536

            [Install]
            WantedBy=multi-user.target

            """;
}
