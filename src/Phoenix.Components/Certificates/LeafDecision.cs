using System.Collections.Immutable;
using Phoenix.Engine;

namespace Phoenix.Components.Certificates;

/// <summary>What a leaf needs; pure.</summary>
public abstract record LeafDecision
{
    // What is public is readable by all who may enter the directory.
    private const string ReadableMode = "0644";
    private const string RootOwner = "root:root";

    private LeafDecision() { }

    /// <summary>It is as declared.</summary>
    public sealed record Keep : LeafDecision;

    /// <summary>A new key and a new certificate.</summary>
    public sealed record Issue(string Reason, ImmutableArray<FieldDiff> Fields) : LeafDecision;

    /// <summary>The unit serves another one than is installed: it has to read it again.</summary>
    public sealed record Reload(string Served, string Installed) : LeafDecision;

    /// <summary>What the leaf needs.</summary>
    public static LeafDecision Of(LeafInstallation declared, LeafState state, DateTimeOffset now)
    {
        var due = state.NotBefore + ((state.NotAfter - state.NotBefore) * 2 / 3);
        if (!declared.Names.ToHashSet().SetEquals(state.Names))
        {
            return Because("its names change", new FieldDiff("names", Joined(state.Names), Joined(declared.Names)));
        }

        if (state.NotAfter <= now)
        {
            return Because($"it expired {CertificateWords.Span(now - state.NotAfter)} ago", Expiry(state));
        }

        if (!state.IsOfThisCa)
        {
            return Because("it was issued by another CA", new FieldDiff("issuer", "another CA", "the platform's CA"));
        }

        if (!state.KeyMatches)
        {
            return Because("its key is another's", new FieldDiff("key", "of another certificate", "its own"));
        }

        if (!state.RootMatches)
        {
            return Because("the guest trusts another root", new FieldDiff("root", "another", "the platform's"));
        }

        if (!state.ChainMatches)
        {
            return Because(
                "the intermediate is not behind it",
                new FieldDiff("chain", "not the platform's intermediate", "the platform's intermediate")
            );
        }

        if (state.KeyAccess != Access(declared))
        {
            return Because("others may have read its key", new FieldDiff("key", state.KeyAccess, Access(declared)));
        }

        if (state.Access.Certificate != $"{declared.Owner} {ReadableMode}")
        {
            return Because(
                "owner or mode of its file changed",
                new FieldDiff("certificate", state.Access.Certificate, $"{declared.Owner} {ReadableMode}")
            );
        }

        if (state.Access.Root != $"{RootOwner} {ReadableMode}")
        {
            return Because(
                "owner or mode of the root's file changed",
                new FieldDiff("root", state.Access.Root, $"{RootOwner} {ReadableMode}")
            );
        }

        if (due <= now)
        {
            return Because($"renewal: {CertificateWords.Span(state.NotAfter - now)} left", Expiry(state));
        }

        return state is { UnitRuns: true, ServedSerial: { } served } && served != state.Serial
            ? new Reload(served, state.Serial)
            : new Keep();
    }

    /// <summary>The change a plan shows.</summary>
    public Change ToChange(ResourceId id) =>
        this switch
        {
            Issue issue => Change.UpdateOf(id, issue.Fields) with { Reason = issue.Reason },
            Reload reload => Change.UpdateOf(
                id,
                [new FieldDiff("served", CertificateWords.Short(reload.Served), CertificateWords.Short(reload.Installed))]
            ) with
            {
                Reason = "another certificate is served than is installed",
            },
            _ => Change.None(id),
        };

    /// <summary>The access a declared key has, as <see cref="LeafState.KeyAccess"/> says it.</summary>
    internal static string Access(LeafInstallation declared) => $"{declared.Owner} {declared.KeyMode.PadLeft(4, '0')}";

    private static Issue Because(string reason, FieldDiff field) => new(reason, [field]);

    private static FieldDiff Expiry(LeafState state) => new("expires", state.NotAfter.ToString("u"), "a new one");

    private static string Joined(ImmutableArray<string> names) => string.Join(", ", names);
}
