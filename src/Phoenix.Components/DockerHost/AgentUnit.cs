using Phoenix.Components.Portainer;

namespace Phoenix.Components.DockerHost;

/// <summary>The agent's unit. Its settings, the secret among them, come from a file that only root can read.</summary>
public static class AgentUnit
{
    private const string Container = "portainer-agent";

    /// <summary>The unit file.</summary>
    public static string Render(PortainerRuntime runtime) =>
        $"""
            # Made by Phoenix.
            [Unit]
            Description=Portainer agent ({runtime.Description})
            After=docker.service network-online.target
            Wants=docker.service network-online.target
            StartLimitIntervalSec=0

            [Service]
            {Start(runtime)}
            Restart=always
            RestartSec=2s

            [Install]
            WantedBy=multi-user.target

            """;

    private static string Start(PortainerRuntime runtime) =>
        runtime switch
        {
            PortainerRuntime.AsProgram(var program) => $"""
                EnvironmentFile={AgentEnvironment.Path}
                ExecStart={string.Join(' ', program.CommandLine(DockerHostGuest.ProgramPath))}
                NoNewPrivileges=yes
                ProtectHome=yes
                PrivateTmp=yes
                """,
            PortainerRuntime.AsContainer(var image) => $"""
                {PortainerRuntime.PullBefore(image)}
                ExecStartPre=-/usr/bin/docker rm --force {Container}
                ExecStart=/usr/bin/docker run --rm --name {Container} --network host --env-file {AgentEnvironment.Path} --volume /var/run/docker.sock:/var/run/docker.sock --volume /var/lib/docker/volumes:/var/lib/docker/volumes {image}
                ExecStop=/usr/bin/docker stop {Container}
                TimeoutStartSec=10min
                """,
            _ => throw new ArgumentOutOfRangeException(nameof(runtime)),
        };
}
