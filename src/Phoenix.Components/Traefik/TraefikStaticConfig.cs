using Phoenix.Topology;

namespace Phoenix.Components.Traefik;

/// <summary>Traefik's static configuration (Traefik 3, file format).</summary>
public static class TraefikStaticConfig
{
    /// <summary>The text of <c>/etc/traefik/traefik.yaml</c>.</summary>
    public static string Render(Platform platform) =>
        $"""
            # Made by Phoenix from phoenix.yaml.
            global:
              checkNewVersion: false
              sendAnonymousUsage: false
            entryPoints:
              websecure:
                address: "{platform.Router.Address}:443"
                asDefault: true
                # Only the gateway may say who the client was.
                forwardedHeaders:
                  trustedIPs: ["{platform.Gateway.Address}"]
                transport:
                  respondingTimeouts:
                    # The default of 60 s would cut long uploads; the gateway limits time between two reads.
                    readTimeout: 0s
                    idleTimeout: 180s
                  lifeCycle:
                    graceTimeOut: 10s
              traefik:
                address: "127.0.0.1:{TraefikGuest.ApiPort}"
            api:
              insecure: true
              dashboard: false
            ping: {"{}"}
            providers:
              providersThrottleDuration: 500ms
              file:
                directory: {TraefikGuest.DynamicDirectory}
                watch: true
            log:
              level: INFO
            accessLog:
              format: json

            """;
}
