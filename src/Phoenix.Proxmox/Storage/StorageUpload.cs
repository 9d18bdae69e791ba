namespace Phoenix.Proxmox.Storage;

/// <summary>A file for a storage.</summary>
public sealed record StorageUpload
{
    /// <summary><c>vztmpl</c>, <c>iso</c> or <c>import</c>; the API takes no snippets.</summary>
    public required string Content { get; init; }

    /// <summary>Its name there. The node writes <c>_</c> for what it does not like, checks the ending, and overwrites what is there.</summary>
    public required string FileName { get; init; }

    /// <summary>Lower case hex; checked by the node's task. Null: not checked.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The bytes, from the stream's position to its end; must be seekable.</summary>
    public required Stream File { get; init; }
}

/// <summary>A file that the node fetches itself.</summary>
public sealed record StorageDownload
{
    /// <summary><c>vztmpl</c>, <c>iso</c> or <c>import</c>.</summary>
    public required string Content { get; init; }

    /// <summary>Its name there. A file of that name makes the task fail.</summary>
    public required string FileName { get; init; }

    /// <summary>Where from, http or https.</summary>
    public required Uri Url { get; init; }

    /// <summary>Lower case hex; checked by the node's task. Null: not checked.</summary>
    public string? Sha256 { get; init; }
}
