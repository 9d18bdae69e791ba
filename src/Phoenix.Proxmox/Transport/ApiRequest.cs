namespace Phoenix.Proxmox.Transport;

/// <summary>One call of the API.</summary>
/// <param name="Method">GET, POST, PUT or DELETE; the node knows no others.</param>
/// <param name="Path">Below <c>/api2/json</c>, segments percent-encoded, e.g. <c>/nodes/pve/lxc/101/config</c>.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    /// <summary>The parameters. They go into the query of GET and DELETE (a DELETE with a body answers 501), else into the body.</summary>
    public FormFields Fields { get; init; } = [];

    /// <summary>A file instead of a form.</summary>
    public UploadContent? Upload { get; init; }

    /// <summary>How long the node may take. It answers within 30 s or gives up with 596, and within 10 s when a lock is held.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Sent without credentials: only the login.</summary>
    public bool Anonymous { get; init; }

    /// <summary>True when sending it twice changes nothing: a read, or the login.</summary>
    public bool IsHarmless => Method == HttpMethod.Get || Anonymous;

    /// <summary>A read.</summary>
    public static ApiRequest Get(ApiPath path) => new(HttpMethod.Get, path.ToString());

    /// <summary>A creation or an action.</summary>
    public static ApiRequest Post(ApiPath path) => new(HttpMethod.Post, path.ToString());

    /// <summary>A change.</summary>
    public static ApiRequest Put(ApiPath path) => new(HttpMethod.Put, path.ToString());

    /// <summary>A removal.</summary>
    public static ApiRequest Delete(ApiPath path) => new(HttpMethod.Delete, path.ToString());

    /// <summary>The call as errors name it; never its values, which may be secrets.</summary>
    public override string ToString() => $"{Method} {Path}";
}
