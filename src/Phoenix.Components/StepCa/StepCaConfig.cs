using System.Text.Json;
using System.Text.Json.Nodes;
using Phoenix.Components.Certificates;
using Phoenix.Topology;

namespace Phoenix.Components.StepCa;

/// <summary><c>ca.json</c>: what the CA serves, whose tokens it takes, and which names it may sign for.</summary>
public static class StepCaConfig
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
    };

    /// <summary>The file's text.</summary>
    /// <param name="platform">What is declared.</param>
    /// <param name="paths">Where the files are.</param>
    /// <param name="address">What the CA listens on, e.g. <c>:443</c>.</param>
    /// <param name="provisioner">Whose tokens it takes.</param>
    public static string Render(Platform platform, StepCaPaths paths, string address, ProvisionerKey provisioner)
    {
        var authority = platform.Authority;
        var config = new JsonObject
        {
            ["root"] = paths.Root,
            ["crt"] = paths.Intermediate,
            ["key"] = paths.IntermediateKey,
            ["address"] = address,
            ["dnsNames"] = new JsonArray(platform.NameOf(authority.Name), authority.Address.ToString()),
            ["logger"] = new JsonObject { ["format"] = "text" },
            ["db"] = new JsonObject { ["type"] = "badgerv2", ["dataSource"] = paths.Database },
            ["authority"] = new JsonObject
            {
                ["claims"] = Claims(),
                ["policy"] = Policy(platform),
                ["provisioners"] = new JsonArray(Tokens(provisioner), Acme()),
            },
            ["tls"] = new JsonObject
            {
                ["minVersion"] = 1.2,
                ["maxVersion"] = 1.3,
                ["renegotiation"] = false,
            },
        };
        return config.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Claims() =>
        new()
        {
            ["minTLSCertDuration"] = "5m0s",
            ["maxTLSCertDuration"] = "168h0m0s",
            ["defaultTLSCertDuration"] = "24h0m0s",
        };

    // Whoever satisfies an ACME challenge gets a certificate: only names that the platform has. Allowing names alone would deny every address.
    private static JsonObject Policy(Platform platform) =>
        new()
        {
            ["x509"] = new JsonObject
            {
                ["allow"] = new JsonObject
                {
                    ["dns"] = ArrayOf(
                        platform
                            .Guests.Select(guest => guest.Name)
                            .Concat(platform.Routes.Select(route => route.Host))
                            .Distinct()
                            .Select(platform.NameOf)
                    ),
                    ["ip"] = ArrayOf(platform.Guests.Select(guest => guest.Address.ToString())),
                },
                ["allowWildcardNames"] = false,
            },
        };

    // Without "encryptedKey": the private half stays in Phoenix's secret store, and /provisioners has nothing to tell.
    private static JsonObject Tokens(ProvisionerKey provisioner) =>
        new()
        {
            ["type"] = "JWK",
            ["name"] = StepCaGuest.ProvisionerName,
            ["key"] = provisioner.PublicJwk(),
        };

    private static JsonObject Acme() => new() { ["type"] = "ACME", ["name"] = StepCaGuest.AcmeName };

    private static JsonArray ArrayOf(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)JsonValue.Create(value))]);
}
