using System.Collections.Immutable;

namespace Phoenix.Mesh.Routing;

/// <summary>Headers by which a proxy tells the next one about the client: believed of trusted addresses alone.</summary>
public static class ForwardedHeaders
{
    /// <summary>All that a backend may believe.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Method",
        "X-Forwarded-Port",
        "X-Forwarded-Prefix",
        "X-Forwarded-Proto",
        "X-Forwarded-Scheme",
        "X-Forwarded-Server",
        "X-Forwarded-Ssl",
        "X-Forwarded-Tls-Client-Cert",
        "X-Forwarded-Tls-Client-Cert-Info",
        "X-Forwarded-Uri",
        "X-Original-URL",
        "X-Real-Ip",
        "X-Rewrite-URL",
    ];
}
