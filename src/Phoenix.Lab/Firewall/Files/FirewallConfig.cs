using System.Collections.Immutable;

namespace Phoenix.Lab.Firewall;

/// <summary>One firewall file, read. Names are in lower case; what could not be read is in <see cref="Skipped"/> and has no effect.</summary>
internal sealed record FirewallConfig
{
    public static readonly FirewallConfig Empty = new();

    public ImmutableDictionary<string, string> Options { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Address or network by alias.</summary>
    public ImmutableDictionary<string, string> Aliases { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Entries by set, each as written (<c>!</c> first for nomatch).</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Sets { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    public ImmutableArray<FirewallRule> Rules { get; init; } = [];

    public ImmutableDictionary<string, ImmutableArray<FirewallRule>> Groups { get; init; } =
        ImmutableDictionary<string, ImmutableArray<FirewallRule>>.Empty;

    public ImmutableArray<SkippedLine> Skipped { get; init; } = [];

    /// <summary>The option is present and a number above 0 (the cluster's <c>enable</c> may be a time stamp).</summary>
    public bool IsOn(string option) => Options.TryGetValue(option, out var value) && long.TryParse(value, out var number) && number > 0;

    /// <summary>The option is switched off in so many words; absent counts as on for many of them.</summary>
    public bool IsOff(string option) => Options.TryGetValue(option, out var value) && value == "0";

    public string Policy(string option, string otherwise) => Options.GetValueOrDefault(option, otherwise);
}

/// <summary>A line that could not be read: its number from 1, and why.</summary>
public sealed record SkippedLine(int Number, string Problem);
