using Phoenix.Proxmox.Values;

namespace Phoenix.Proxmox.Lxc;

/// <summary>What a container may do beyond the usual. A token may set nesting of an unprivileged container, and nothing else here.</summary>
public sealed record LxcFeatures
{
    /// <summary>systemd's own namespaces, containers inside.</summary>
    public bool? Nesting { get; init; }

    /// <summary>The keyctl system call.</summary>
    public bool? KeyControl { get; init; }

    /// <summary>FUSE file systems.</summary>
    public bool? Fuse { get; init; }

    /// <summary>Parts that this record does not know, kept as they are.</summary>
    public PropertyString? Others { get; init; }

    /// <summary>Reads the value of <c>features</c>.</summary>
    public static LxcFeatures Parse(string text)
    {
        var read = PropertyString.Parse(text);
        return new LxcFeatures
        {
            Nesting = read.Flag("nesting"),
            KeyControl = read.Flag("keyctl"),
            Fuse = read.Flag("fuse"),
            Others = new PropertyString().WithRest(read, "nesting", "keyctl", "fuse") is { Parts.Length: > 0 } others ? others : null,
        };
    }

    /// <summary>The value of <c>features</c>; the node keeps it verbatim, so compare parsed values.</summary>
    public string Render() =>
        new PropertyString().With("nesting", Nesting).With("keyctl", KeyControl).With("fuse", Fuse).WithRest(Others).Render();
}
