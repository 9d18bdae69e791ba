using System.Collections.Immutable;

namespace Phoenix.Lab.Firewall;

/// <summary>Where names of aliases and sets are looked up: a guest's own file first, then the cluster's.</summary>
internal sealed record FirewallScope(FirewallConfig Cluster, FirewallConfig? Guest = null)
{
    public const string Management = "management";

    /// <summary>The addresses that <c>-source</c> or <c>-dest</c> names; null when the name is not there or the text is none, and the rule is skipped.</summary>
    public AddressSet? Addresses(string text) =>
        text.StartsWith('+') ? Set(text[1..])
        : AddressText.List(text) is { } list ? list
        : Alias(text) is { } alias ? AddressSet.Of(alias)
        : null;

    /// <summary>The set of that name with its entries resolved; null when there is none.</summary>
    public AddressSet? Set(string name) =>
        Find(name, (config, key) => config.Sets.TryGetValue(key, out var entries) ? Resolve(entries) : null);

    /// <summary>The most specific entry decides, whatever the order; <c>!</c> makes it an exception.</summary>
    public AddressSet Resolve(ImmutableArray<string> entries) =>
        entries
            .Select(entry => (Exception: entry.StartsWith('!'), Network: Entry(entry.TrimStart('!'))))
            // ipset refuses a prefix of 0 and the entry has no effect.
            .Where(entry => entry.Network is { PrefixLength: > 0 })
            .OrderBy(entry => entry.Network!.Value.PrefixLength)
            .Aggregate(
                AddressSet.Empty,
                (set, entry) =>
                    entry.Exception ? set.Except(AddressSet.Of(entry.Network!.Value)) : set.Union(AddressSet.Of(entry.Network!.Value))
            );

    private System.Net.IPNetwork? Entry(string text) => AddressText.Network(text) ?? Alias(text);

    private System.Net.IPNetwork? Alias(string name) =>
        Find<Box>(
            name,
            (config, key) => config.Aliases.TryGetValue(key, out var address) ? new(AddressText.Network(address)) : null
        )?.Network;

    private T? Find<T>(string name, Func<FirewallConfig, string, T?> look)
        where T : class
    {
        var key = name.ToLowerInvariant();
        return key.StartsWith("dc/", StringComparison.Ordinal) ? look(Cluster, key[3..])
            : key.StartsWith("guest/", StringComparison.Ordinal)
                ? Guest is null ? null
                    : look(Guest, key[6..])
            : (Guest is null ? null : look(Guest, key)) ?? look(Cluster, key);
    }

    private sealed record Box(System.Net.IPNetwork? Network);
}
