using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Phoenix.Topology.Reading;
using Phoenix.Topology.Tests.Reading;
using Phoenix.Topology.Yaml;

namespace Phoenix.Topology.Tests.Language;

/// <summary>An editor that checks by the schema and the reader say the same of a value.</summary>
public sealed class SchemaAgreementTests
{
    private const string Lab = "hypervisor: { endpoint: lab, node: pve }";
    private static readonly JsonSchema Schema = JsonSchema.FromText(PhoenixSchema.Json);

    [Theory]
    [InlineData("platform: home", "platform: home")]
    [InlineData("node: pve", "node: 1")]
    [InlineData("id: 101,", "id: 999999999,")]
    [InlineData("runs: docker-host", "runs: docker-host, memory: 64M, disk: 2048M")]
    [InlineData("10.0.0.0/24", "10.0.0.0/8")]
    [InlineData("GREETING: hello", "GREETING: 8080")]
    [InlineData("health: /healthz", "health: /a%20b")]
    [InlineData("# allow:", "allow: [{ from: 192.168.1.7, to: drphoenix, port: 1, why: abc }]\n#")]
    [InlineData(Lab, "hypervisor: { endpoint: \"https://pve.example\", token: { secret: t }, ssh: root@pve }")]
    [InlineData(Lab, "hypervisor: { node: pve }")]
    public void Document_that_is_right_is_taken_by_both(string old, string replacement) => Read(old, replacement).ShouldBe((true, true));

    [Theory]
    [InlineData("platform: home", "platform: 7th")]
    [InlineData("platform: home", "platform: labs")]
    [InlineData("platform: home", "platform: abcdefghijklmnopqrstuvwxyzabcdefg")]
    [InlineData("domain: phoenix.internal", "domain: a.very.long.domain.that.goes.on.and.on.until.there.is.no.more.room")]
    [InlineData("  drphoenix: {", "  sets: {")]
    [InlineData("id: 101,", "id: 99,")]
    [InlineData("id: 101,", "id: \"101\",")]
    [InlineData("runs: docker-host", "runs: docker-host, memory: 63M")]
    [InlineData("runs: docker-host", "runs: docker-host, disk: 1G")]
    [InlineData("runs: docker-host", "runs: docker-host, disk: 2047M")]
    [InlineData("runs: docker-host", "runs: docker-host, cores: 0")]
    [InlineData("10.0.0.0/24", "10.0.0.0/30")]
    [InlineData("10.0.0.0/24", "10.0.0.0/7")]
    [InlineData("GREETING: hello", "GREETING: \"a\\nb\"")]
    [InlineData("health: /healthz", "health: \"/%zz\"")]
    [InlineData("tls: true", "tls: \"true\"")]
    [InlineData("port: 9443", "port: 94430")]
    [InlineData("# allow:", "allow: [{ from: 192.168.1.7, to: drphoenix, port: 1, why: ab }]\n#")]
    [InlineData("# allow:", "allow: [{ from: 192.168.1.7, to: drphoenix, port: 1, why: \"ab\\nc\" }]\n#")]
    [InlineData(Lab, "hypervisor: { endpoint: \"https://pve.example\" }")]
    [InlineData(Lab, "hypervisor: { endpoint: lab, token: { secret: t } }")]
    [InlineData(Lab, "hypervisor: { ssh: root@pve }")]
    public void Document_that_is_wrong_is_refused_by_both(string old, string replacement) =>
        Read(old, replacement).ShouldBe((false, false));

    [Fact]
    public void Document_that_the_reader_takes_the_schema_takes()
    {
        foreach (var file in BrokenFiles.All.Where(file => file.Whole is null && file.Read().Errors == 0))
        {
            IsTaken(file.Edited()).ShouldBeTrue(file.Name);
        }
    }

    private static (bool BySchema, bool ByReader) Read(string old, string replacement)
    {
        var seed = SeedPlatform.Source.Text;
        seed.ShouldContain(old);
        var text = seed.Replace(old, replacement, StringComparison.Ordinal);
        var result = PlatformReader.Read(new SourceText("phoenix.yaml", text), new InMemoryFiles(SeedPlatform.Files));
        return (IsTaken(text), result.Errors == 0);
    }

    private static bool IsTaken(string text)
    {
        var tree = DocumentReader.Read(new SourceText("phoenix.yaml", text), new Findings())!;
        using var document = JsonDocument.Parse(Json(tree)!.ToJsonString());
        return Schema.Evaluate(document.RootElement).IsValid;
    }

    /// <summary>As an editor sees the document: plain values have the types of YAML 1.2.</summary>
    private static JsonNode? Json(Node node) =>
        node switch
        {
            MapNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Json(entry.Value)))),
            ListNode list => new JsonArray([.. list.Items.Select(Json)]),
            ScalarNode { IsNull: true } => null,
            ScalarNode { IsPlain: true, Text: "true" or "false" } flag => JsonValue.Create(flag.Text == "true"),
            ScalarNode { IsPlain: true } scalar
                when long.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(
                number
            ),
            ScalarNode scalar => JsonValue.Create(scalar.Text),
            _ => throw new ArgumentException(node.Noun, nameof(node)),
        };
}
