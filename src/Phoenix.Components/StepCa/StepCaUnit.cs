using Phoenix.Components.Programs;

namespace Phoenix.Components.StepCa;

/// <summary>The CA's unit: its own user, one capability, one writable directory.</summary>
public static class StepCaUnit
{
    /// <summary>The unit file. Nothing in it needs a mount namespace of its own: in a container without nesting such a unit ends with 226/NAMESPACE. File permissions keep the CA to its own directory instead.</summary>
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
            LockPersonality=yes
            MemoryDenyWriteExecute=yes
            RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            SystemCallArchitectures=native
            LimitNOFILE=65536

            [Install]
            WantedBy=multi-user.target

            """;
}
