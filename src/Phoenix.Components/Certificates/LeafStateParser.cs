using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Phoenix.Components.Certificates;

/// <summary>Reads the answer of the script that looks at a leaf.</summary>
internal static class LeafStateParser
{
    /// <summary>The state without what is served; null when there is no readable certificate.</summary>
    public static LeafState? Parse(string answer, X509Certificate2 root, X509Certificate2? intermediate)
    {
        var fields = answer
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : "");
        var chain = CertificatesIn(fields.GetValueOrDefault("chain", ""));
        if (chain is not [var leaf, .. var behind])
        {
            return null;
        }

        try
        {
            using var rootThere = CertificatesIn(fields.GetValueOrDefault("root", "")).FirstOrDefault();
            return new LeafState
            {
                Serial = CertificateWords.SerialOf(leaf),
                Names = NamesOf(leaf),
                NotBefore = CertificateWords.BeginOf(leaf),
                NotAfter = CertificateWords.EndOf(leaf),
                IsOfThisCa = intermediate is not null && CertificateWords.IsIssuedBy(leaf, intermediate),
                KeyMatches = fields.ContainsKey("matches"),
                RootMatches = rootThere is not null && rootThere.RawData.AsSpan().SequenceEqual(root.RawData),
                ChainMatches =
                    intermediate is not null && behind is [var issuer] && issuer.RawData.AsSpan().SequenceEqual(intermediate.RawData),
                Access = (fields.GetValueOrDefault("access", "none"), fields.GetValueOrDefault("root-access", "none")),
                KeyAccess = fields.GetValueOrDefault("key", "none"),
                UnitRuns = fields.GetValueOrDefault("unit") is "active" or "reloading",
            };
        }
        finally
        {
            foreach (var certificate in chain)
            {
                certificate.Dispose();
            }
        }
    }

    private static ImmutableArray<string> NamesOf(X509Certificate2 leaf) =>
        leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is { } names
            ? [.. names.EnumerateDnsNames(), .. names.EnumerateIPAddresses().Select(address => address.ToString())]
            : [];

    private static X509Certificate2[] CertificatesIn(string base64)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(base64)));
            return [.. found];
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            // A damaged certificate is no certificate: a new one is issued.
            return [];
        }
    }
}
