using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox.Tasks;

/// <summary>Which tasks of a node to list.</summary>
public sealed record TaskFilter
{
    /// <summary>Only those of this guest.</summary>
    public int? Vmid { get; init; }

    /// <summary>Only those of this type, e.g. <c>vzstart</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Only those that failed.</summary>
    public bool FailedOnly { get; init; }

    /// <summary>Only those begun since.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How many at most.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Running ones, ended ones, or both.</summary>
    public TaskSource Source { get; init; } = TaskSource.All;

    internal FormFields ToFields()
    {
        var fields = new FormFields
        {
            { "vmid", Vmid },
            { "typefilter", Type },
            { "since", Since?.ToUnixTimeSeconds() },
            { "limit", Limit },
            { "source", Source.ToString().ToLowerInvariant() },
        };
        fields.AddWhen("errors", FailedOnly);
        return fields;
    }
}

/// <summary>Which of a node's tasks a list is made from. An ended task appears in the archive a moment after its end.</summary>
public enum TaskSource
{
    /// <summary>Ended ones.</summary>
    Archive,

    /// <summary>Running ones.</summary>
    Active,

    /// <summary>Both.</summary>
    All,
}
