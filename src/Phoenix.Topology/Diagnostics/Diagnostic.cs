namespace Phoenix.Topology;

/// <summary>What is wrong with a file: a code, a place, a cause and a way out.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Message">One line: what is wrong.</param>
/// <param name="Span">Where.</param>
public sealed record Diagnostic(ErrorCode Code, string Message, SourceSpan Span)
{
    /// <summary>How much it weighs.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>A few words at the mark.</summary>
    public string? Note { get; init; }

    /// <summary>What to do, one line, when it is more exact than the code's own remedy.</summary>
    public string? Help { get; init; }

    /// <summary>What to do in any case: <see cref="Help"/>, or what the code says.</summary>
    public string WayOut => Help ?? Code.Remedy;

    /// <summary>An earlier place that belongs to it, e.g. the first holder of an id.</summary>
    public SourceSpan? Related { get; init; }

    /// <summary>The whole in one line.</summary>
    public override string ToString() => $"{Span}: {(Severity == Severity.Error ? "error" : "warning")} {Code}: {Message}";
}
