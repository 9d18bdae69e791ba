using System.Collections.Immutable;
using System.Net;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Dnsmasq;

/// <summary>The platform's names, observed by asking the server for each of them. The files are the host's system; this is what they are for.</summary>
public sealed class DnsZoneResource(Platform platform, IHostShell host, INetworkReach reach, ImmutableArray<ResourceId> dependsOn)
    : Resource<DnsZoneState>("dns", "zone")
{
    // A label that no guest or route can have: they begin with a letter or digit and hold no underscore.
    private const string NobodysLabel = "_nobody";

    private readonly ImmutableArray<DnsRecord> records = DnsRecords.For(platform);
    private readonly DnsProbe probe = new(reach, new IPEndPoint(platform.Network.Host, PlatformPorts.Dns));

    /// <summary>Asks a server at another place than the host's port 53.</summary>
    internal DnsZoneResource(Platform platform, IHostShell host, INetworkReach reach, IPEndPoint server)
        : this(platform, host, reach, dependsOn: [])
    {
        probe = new(reach, server);
    }

    /// <inheritdoc />
    public override string Title => $"{records.Length} names of {platform.Domain}";

    /// <inheritdoc />
    public override ImmutableArray<ResourceId> DependsOn => dependsOn;

    /// <summary>The files are right by now: a server that says something else has not read them.</summary>
    public override async Task ApplyAsync(Change change, IProgress<string> progress, CancellationToken cancel)
    {
        if (await ObserveAsync(cancel) is { } observed && Compare(observed).Kind == ChangeKind.None)
        {
            return;
        }

        progress.Report("reading the records again");
        await host.RunAsync(ShellCommand.Of("systemctl", "reload-or-restart", "dnsmasq.service"), cancel);
    }

    /// <summary>Every name leads where it should, has no IPv6 address and says so, and a name that is not there is denied.</summary>
    public override async Task<Proof> VerifyAsync(CancellationToken cancel)
    {
        if (await ObserveAsync(cancel) is not { } observed)
        {
            return new Proof(false, $"{platform.Network.Host} does not answer");
        }

        var wrong = Compare(observed).Fields;
        if (!wrong.IsEmpty)
        {
            return new Proof(false, $"{wrong[0].Path} leads to {wrong[0].Live ?? "nothing"}");
        }

        var v6 = await probe.AskAsync(records[0].Name, DnsType.Aaaa, cancel);
        var nobody = await probe.AskAsync(platform.NameOf(NobodysLabel), DnsType.A, cancel);
        return (v6, nobody) is ({ Code: DnsAnswer.NoError, Addresses.IsEmpty: true }, { Code: DnsAnswer.NoSuchName })
            ? new Proof(true, $"{records.Length} names answered, others denied")
            : new Proof(false, $"codes {v6?.Code} and {nobody?.Code} where 0 and {DnsAnswer.NoSuchName} are due");
    }

    /// <inheritdoc />
    protected override async Task<DnsZoneState?> ObserveAsync(CancellationToken cancel)
    {
        // One question first: a server that is not there would be waited for as often as there are names.
        if (await probe.AskAsync(records[0].Name, DnsType.A, cancel) is not { } first)
        {
            return null;
        }

        var others = await Task.WhenAll(records.Skip(1).Select(record => probe.AskAsync(record.Name, DnsType.A, cancel)));
        return new([first, .. others]);
    }

    /// <inheritdoc />
    protected override Change Compare(DnsZoneState observed) =>
        Change.UpdateOf(
            Id,
            [
                .. records
                    .Zip(observed.Answers, (record, answer) => new FieldDiff(record.Name, Text(answer), $"{record.Address}"))
                    .Where(field => field.Live != field.Declared),
            ]
        );

    private static string? Text(DnsAnswer? answer) =>
        answer is null || answer.Addresses.IsEmpty ? null : string.Join(", ", answer.Addresses);
}

/// <summary>The answers to the platform's names, in the order of its records; null: none came.</summary>
public sealed record DnsZoneState(ImmutableArray<DnsAnswer?> Answers);
