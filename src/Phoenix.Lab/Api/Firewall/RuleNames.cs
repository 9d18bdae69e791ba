namespace Phoenix.Lab.Api.Firewall;

/// <summary>The aliases and sets that a rule of one file may name: its own first, then the cluster's.</summary>
/// <param name="Cluster">The cluster's file.</param>
/// <param name="Own">A guest's own file, or null.</param>
internal sealed record RuleNames(FirewallDocument Cluster, FirewallDocument? Own)
{
    /// <summary>What is wrong with an address that names something, or null.</summary>
    public string? Problem(string address)
    {
        if (!FirewallFormats.IsReference(address))
        {
            return null;
        }
        var set = address.StartsWith('+');
        var full = address.TrimStart('+').ToLowerInvariant();
        var name = full;
        var known = Files(ref name).Any(file => set ? file.Sets.ContainsKey(name) : file.Aliases.ContainsKey(name));
        return known ? null
            : set ? $"no such ipset '{name}'"
            : $"no such alias '{full}'";
    }

    /// <summary>The IP version of an address: of what an alias stands for; 0 for sets.</summary>
    public int VersionOf(string address)
    {
        if (!FirewallFormats.IsReference(address) || address.StartsWith('+'))
        {
            return FirewallFormats.VersionOf(address);
        }
        var name = address.ToLowerInvariant();
        return Files(ref name).FirstOrDefault(file => file.Aliases.ContainsKey(name))?.Aliases[name] is { } alias
            ? FirewallFormats.VersionOf(alias.Cidr)
            : 0;
    }

    private IEnumerable<FirewallDocument> Files(ref string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var scope = slash < 0 ? "" : name[..slash];
        name = name[(slash + 1)..];
        return scope switch
        {
            "dc" => [Cluster],
            "guest" => Own is null ? [] : [Own],
            _ => Own is null ? [Cluster] : [Own, Cluster],
        };
    }
}
