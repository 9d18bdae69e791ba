using System.Collections.Frozen;
using System.Globalization;
using Phoenix.Components.Nginx;
using Phoenix.Components.Systems;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Nginx;

public sealed class NginxGuestTests
{
    private static readonly SystemSpec Spec = NginxGuest.For(Platforms.Seed);

    [Fact]
    public void Configuration_is_golden() => Golden.Matches(ContentOf("/etc/nginx/nginx.conf"), "nginx.conf");

    // A process of nginx holds a name in a bucket of its hash with two bytes more, rounded up, and two pointers; else `nginx -t` refuses.
    [Fact]
    public void Longest_name_of_a_certificate_fits_into_the_hash_of_names()
    {
        var longest = new string('n', 63 - Platforms.Seed.Domain.Length);
        var platform = Platforms.Seed with { Routes = [Platforms.Seed.Routes[0] with { Host = longest }] };
        var text = NginxConfig.Render(platform);

        platform.NameOf(longest).Length.ShouldBe(64);
        text.ShouldContain(platform.NameOf(longest));
        BucketOf(text, "server_names_hash_bucket_size").ShouldBeGreaterThanOrEqualTo(64 + 2 + 8 + 8 + 8);
    }

    [Fact]
    public void Client_cannot_claim_what_only_a_proxy_may_say()
    {
        var text = ContentOf("/etc/nginx/nginx.conf");

        NginxConfig.Cleared.ShouldAllBe(header => text.Contains($" proxy_set_header {header} \"\";\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Addition_to_the_unit_is_golden() => Golden.Matches(ContentOf(NginxUnit.DropInPath), "phoenix.conf");

    [Fact]
    public void Names_at_the_gateway_are_its_own_and_those_of_the_routes()
    {
        var names = ContentOf("/etc/nginx/nginx.conf")
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("server_name ", StringComparison.Ordinal))
            .SelectMany(line => line["server_name ".Length..].TrimEnd(';').Split(' '))
            .Where(name => name != "_")
            .Distinct();

        names.ShouldBe(
            Platforms.Seed.Routes.Select(route => route.Host).Prepend(Platforms.Seed.Gateway.Name).Select(Platforms.Seed.NameOf),
            ignoreOrder: true
        );
    }

    [Fact]
    public void Configuration_is_checked_before_it_is_reloaded()
    {
        var changed = new SystemState
        {
            Units = new Dictionary<string, UnitState>
            {
                ["nginx.service"] = new("loaded", "active", "running", "enabled", false),
            }.ToFrozenDictionary(),
        };

        var unit = SystemDiff.Between(Spec, changed).Differences.OfType<SystemDifference.OfUnit>().ShouldHaveSingleItem();

        unit.Declared.CheckBefore.ShouldBe(["/usr/sbin/nginx", "-t", "-q"]);
        unit.Action.ShouldBe(UnitAction.Restart);
    }

    private static int BucketOf(string text, string directive) =>
        int.Parse(
            text.Split('\n').Select(line => line.Trim().TrimEnd(';').Split(' ')).Single(words => words[0] == directive)[1],
            CultureInfo.InvariantCulture
        );

    private static string ContentOf(string path) => Spec.Files.Single(file => file.Path == path).Content;
}
