using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Guests;

/// <summary>What a guest is doing, from its own status or from a list. Lists can be ten seconds old; the status is the truth.</summary>
public sealed record GuestStatus
{
    /// <summary>The guest's id.</summary>
    public required int Vmid { get; init; }

    /// <summary>Its name; null for a guest without one or one that is being made.</summary>
    public string? Name { get; init; }

    /// <summary>It runs.</summary>
    public bool IsRunning { get; init; }

    /// <summary>A template, which cannot be started.</summary>
    public bool Template { get; init; }

    /// <summary>Why it is locked, or null.</summary>
    public string? Lock { get; init; }

    /// <summary>Its tags.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>How long it has been running.</summary>
    public TimeSpan Uptime { get; init; }

    /// <summary>Its init, or its QEMU, as the node sees it; null when it does not run.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Cores.</summary>
    public double Cores { get; init; }

    /// <summary>Memory limit.</summary>
    public ByteSize Memory { get; init; }

    /// <summary>Memory in use.</summary>
    public ByteSize MemoryUsed { get; init; }

    /// <summary>Size of the root disk.</summary>
    public ByteSize Disk { get; init; }

    /// <summary>The guest agent is switched on in the configuration (virtual machines).</summary>
    public bool AgentEnabled { get; init; }

    internal static GuestStatus From(Answer answer) =>
        new()
        {
            Vmid = answer.RequireInt("vmid"),
            Name = answer["name"].Text,
            IsRunning = answer["status"].Text == "running",
            Template = answer["template"].IsSet,
            Lock = answer["lock"].Text,
            Tags = answer["tags"].Words,
            Uptime = TimeSpan.FromSeconds(answer["uptime"].Number ?? 0),
            ProcessId = (int?)answer["pid"].Number,
            Cores = answer["cpus"].Fraction ?? 0,
            Memory = new ByteSize(answer["maxmem"].Number ?? 0),
            MemoryUsed = new ByteSize(answer["mem"].Number ?? 0),
            Disk = new ByteSize(answer["maxdisk"].Number ?? 0),
            AgentEnabled = answer["agent"].IsSet,
        };
}
