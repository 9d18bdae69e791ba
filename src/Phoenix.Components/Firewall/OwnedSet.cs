using System.Collections.Immutable;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Proxmox.Firewall;
using Phoenix.Topology;

namespace Phoenix.Components.Firewall;

/// <summary>A set of addresses on a node. Entries are added before others go, so that nothing closes on the way; entries of others in a shared set stay.</summary>
public sealed class OwnedSet(Platform platform, FirewallIpSetsApi api, FirewallScope scope, FirewallSet declared)
{
    /// <summary>The set is Proxmox's own and others may have entries in it.</summary>
    private bool IsShared => declared.Name == FirewallNames.Management;

    /// <summary>The entries as they are; null when there is no such set.</summary>
    public async Task<ImmutableArray<FirewallIpSetEntry>?> ReadAsync(CancellationToken cancel)
    {
        try
        {
            return await api.EntriesAsync(scope, declared.Name, cancel);
        }
        catch (PhoenixException error) when (error.Code == ProxmoxErrors.NotFound)
        {
            return null;
        }
    }

    /// <summary>How the live set differs, as one field named after it.</summary>
    public ImmutableArray<FieldDiff> Compare(ImmutableArray<FirewallIpSetEntry>? live) =>
        live is { } entries && Missing(entries).IsEmpty && Superfluous(entries).IsEmpty
            ? []
            : [new($"ipset {declared.Name}", live is { } shown ? Text(shown.Select(Plain)) : null, Text(declared.Entries))];

    /// <summary>Brings the live set to the declared entries.</summary>
    public async Task ConvergeAsync(CancellationToken cancel)
    {
        var live = await ReadAsync(cancel);
        if (live is null)
        {
            await api.CreateAsync(scope, new FirewallIpSet(declared.Name, declared.Comment), cancel);
        }

        foreach (var entry in Missing(live ?? []))
        {
            // An entry that is there the other way round must go first: an address is in a set once.
            if (live is { } entries && entries.Any(other => Plain(other).Cidr == entry.Cidr))
            {
                await api.RemoveAsync(scope, declared.Name, entry.Cidr, cancel);
            }

            var comment = FirewallNames.Comment(platform, declared.Comment);
            await api.AddAsync(scope, declared.Name, new FirewallIpSetEntry(entry.Cidr, entry.Except, comment), cancel);
        }

        foreach (var entry in Superfluous(live ?? []))
        {
            await api.RemoveAsync(scope, declared.Name, entry.Cidr, cancel);
        }
    }

    /// <summary>Takes the set away, or of a shared one the platform's entries.</summary>
    public async Task RemoveAsync(CancellationToken cancel)
    {
        if (await ReadAsync(cancel) is not { } live)
        {
            return;
        }

        if (!IsShared)
        {
            await api.DeleteAsync(scope, declared.Name, cancel);
            return;
        }

        foreach (var entry in live.Where(IsOwned))
        {
            await api.RemoveAsync(scope, declared.Name, entry.Cidr, cancel);
        }
    }

    private ImmutableArray<FirewallSetEntry> Missing(ImmutableArray<FirewallIpSetEntry> live)
    {
        var there = live.Select(Plain).ToHashSet();
        return [.. declared.Entries.Where(entry => !there.Contains(entry))];
    }

    private ImmutableArray<FirewallIpSetEntry> Superfluous(ImmutableArray<FirewallIpSetEntry> live)
    {
        var wanted = declared.Entries.Select(entry => entry.Cidr).ToHashSet();
        return [.. live.Where(entry => !wanted.Contains(Plain(entry).Cidr) && (!IsShared || IsOwned(entry)))];
    }

    private bool IsOwned(FirewallIpSetEntry entry) =>
        entry.Comment?.StartsWith(FirewallNames.Mark(platform), StringComparison.Ordinal) == true;

    // Proxmox writes a single address with or without its prefix, by version.
    private static FirewallSetEntry Plain(FirewallIpSetEntry entry) =>
        new(entry.Cidr.EndsWith("/32", StringComparison.Ordinal) ? entry.Cidr[..^3] : entry.Cidr, entry.Except);

    private static string Text(IEnumerable<FirewallSetEntry> entries) =>
        string.Join('\n', entries.Select(entry => entry.ToString()).Order(StringComparer.Ordinal));
}
