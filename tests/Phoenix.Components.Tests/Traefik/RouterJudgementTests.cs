using System.Text.Json.Nodes;
using Phoenix.Components.Traefik;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Traefik;

public sealed class RouterJudgementTests
{
    // As Traefik 3.6 answers, but for what is not looked at.
    private const string InForce = """
        {
          "routers": {
            "hello@file": { "service": "hello", "rule": "Host(`hello.phoenix.internal`)", "status": "enabled" },
            "portainer@file": { "service": "portainer", "rule": "Host(`portainer.phoenix.internal`)", "status": "enabled" },
            "api@internal": { "service": "api@internal", "rule": "PathPrefix(`/api`)", "status": "enabled" }
          },
          "services": {
            "hello@file": { "loadBalancer": { "servers": [{ "url": "http://10.0.0.102:8080" }], "healthCheck": { "path": "/healthz" } } },
            "portainer@file": { "loadBalancer": { "servers": [{ "url": "https://10.0.0.111:9443" }], "serversTransport": "portainer@file" } },
            "noop@internal": { "status": "enabled" }
          }
        }
        """;

    [Fact]
    public void What_was_rendered_in_force_is_proof() => Judge(InForce).ShouldBe((true, "2 routers, 0 errors"));

    [Theory]
    [InlineData("\"hello@file\": { \"service\"", "\"gone@file\": { \"service\"", "hello is not there, gone is in force and not declared")]
    [InlineData(
        "`hello.phoenix",
        "`old.phoenix",
        "hello has the rule Host(`old.phoenix.internal`) instead of Host(`hello.phoenix.internal`)"
    )]
    [InlineData("102:8080", "102:8081", "hello has the servers http://10.0.0.102:8081 instead of http://10.0.0.102:8080")]
    [InlineData("https://", "http://", "portainer has the servers http://10.0.0.111:9443 instead of https://10.0.0.111:9443")]
    [InlineData("/healthz", "/old", "hello has the health path /old instead of /healthz")]
    public void Part_of_an_older_file_that_was_kept_is_none(string part, string other, string seen)
    {
        InForce.ShouldContain(part);

        Judge(InForce.Replace(part, other, StringComparison.Ordinal)).ShouldBe((false, seen));
    }

    [Fact]
    public void Disabled_router_says_why()
    {
        var answer = JsonNode.Parse(InForce)!;
        answer["routers"]!["hello@file"]!["status"] = "disabled";
        answer["routers"]!["hello@file"]!["error"] = new JsonArray("bad rule");

        Judge(answer.ToJsonString()).ShouldBe((false, "hello is [\"bad rule\"]"));
    }

    [Theory]
    [InlineData("404 page not found")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"routers\":{\"hello@file\":null}}")]
    [InlineData("<html>\r\n\r\n\r\n</html>")]
    public void Other_answers_are_no_proof(string answer) => Judge(answer).Holds.ShouldBeFalse();

    private static (bool Holds, string Seen) Judge(string answer)
    {
        var proof = RouterJudgement.Of(Platforms.Seed, answer);
        return (proof.Holds, proof.Seen);
    }
}
