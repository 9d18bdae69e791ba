using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Phoenix.Engine;

/// <summary>One line of a journal: who did what, when, and how it went. Values of fields, and what remotes said, never get here, so neither can a secret.</summary>
public sealed record JournalEntry
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened: <c>run</c>, <c>plan</c>, <c>start</c>, <c>done</c>, <c>unchanged</c>, <c>failed</c>, <c>postponed</c>, <c>skipped</c>, <c>end</c>.</summary>
    public required string What { get; init; }

    /// <summary>Who runs Phoenix; in the first line.</summary>
    public string? User { get; init; }

    /// <summary>The command; in the first line.</summary>
    public string? Command { get; init; }

    /// <summary>The platform; in the first line.</summary>
    public string? Platform { get; init; }

    /// <summary>The resource.</summary>
    public string? Resource { get; init; }

    /// <summary>The change: <c>create</c>, <c>update</c>, <c>replace</c>, <c>delete</c>.</summary>
    public string? Change { get; init; }

    /// <summary>Paths of the fields that differ, without their values.</summary>
    public ImmutableArray<string>? Fields { get; init; }

    /// <summary>The code of an error.</summary>
    public string? Code { get; init; }

    /// <summary>An error's message, the reason of a skip, what a probe saw.</summary>
    public string? Message { get; init; }

    /// <summary>How long it took.</summary>
    public double? Seconds { get; init; }

    /// <summary>Counts at the end.</summary>
    public JournalCounts? Counts { get; init; }

    /// <summary>How the run ended: <c>completed</c>, <c>stopped</c>, <c>aborted</c>, <c>refused</c>, <c>failed</c>.</summary>
    public string? Ending { get; init; }
}

/// <summary>The counts of a run's end.</summary>
public sealed record JournalCounts(int Done, int Unchanged, int Failed, int Skipped);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJson : JsonSerializerContext;
