using Phoenix.Topology;

namespace Phoenix.Components.Portainer;

/// <summary>The server's unit.</summary>
public static class PortainerUnit
{
    private const string Container = "portainer";
    private const string Tls = "/etc/phoenix/tls";

    /// <summary>The unit file.</summary>
    public static string Render(Guest guest, PortainerRuntime runtime) =>
        $"""
            # Made by Phoenix.
            [Unit]
            Description=Portainer ({runtime.Description})
            After=docker.service network-online.target
            Wants=network-online.target
            StartLimitIntervalSec=0

            [Service]
            {Start(guest, runtime)}
            Restart=always
            RestartSec=2s

            [Install]
            WantedBy=multi-user.target

            """;

    private static string Start(Guest guest, PortainerRuntime runtime) =>
        runtime switch
        {
            PortainerRuntime.AsProgram(var program) => $"""
                EnvironmentFile={AgentEnvironment.Path}
                ExecStart={string.Join(' ', program.CommandLine(PortainerGuest.ProgramPath))} {Flags(guest, PortainerGuest.DataDirectory)}
                NoNewPrivileges=yes
                ProtectHome=yes
                PrivateTmp=yes
                """,
            PortainerRuntime.AsContainer(var image) =>
                $"""
                {PortainerRuntime.PullBefore(image)}
                ExecStartPre=-/usr/bin/docker rm --force {Container}
                ExecStart=/usr/bin/docker run --rm --name {Container} --network host --env-file {AgentEnvironment.Path} --volume {PortainerGuest.DataDirectory}:/data --volume {Tls}:{Tls}:ro --volume {PortainerGuest.PasswordPath}:{PortainerGuest.PasswordPath}:ro {image} {Flags(
                    guest,
                    "/data"
                )}
                ExecStop=/usr/bin/docker stop {Container}
                TimeoutStartSec=10min
                """,
            _ => throw new ArgumentOutOfRangeException(nameof(runtime)),
        };

    private static string Flags(Guest guest, string data) =>
        string.Join(
            ' ',
            "--data",
            data,
            "--bind-https",
            $"{guest.Address}:{PlatformPorts.ControlPlane}",
            "--http-disabled",
            "--sslcert",
            $"{Tls}/{guest.Name}.crt",
            "--sslkey",
            $"{Tls}/{guest.Name}.key",
            "--admin-password-file",
            PortainerGuest.PasswordPath
        );
}
