using System.Collections.Immutable;
using Phoenix.Components.Stacks;
using Phoenix.Components.Tests.Certificates;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Stacks;

public sealed class ComposeFileTests
{
    private static readonly ImmutableDictionary<string, string> Tags = ImmutableDictionary<string, string>.Empty.Add(
        "web",
        "phoenix/hello/web:1f2e3d4c5b6a"
    );

    [Fact]
    public void Sample_stack_is_prepared_for_portainer() =>
        Golden.Matches(ComposeFile.Prepare(Platforms.Seed.Stacks[0], Platforms.Seed, Tags).Text, "hello.yaml");

    [Fact]
    public void Stack_with_all_that_is_minded_is_prepared_for_portainer() =>
        Golden.Matches(
            ComposeFile
                .Prepare(
                    StackOf(
                        """
                        name: other
                        x-common: &common
                          restart: always
                        services:
                          web:
                            build: { context: ./web, target: run, args: [VERSION=1] }
                            labels: ["team=shop"]
                            configs: [motd]
                          db:
                            <<: *common
                            image: postgres:17@sha256:0123456789012345678901234567890123456789012345678901234567890123
                            pull_policy: never
                            environment: { PASSWORD: "${DB_PASSWORD:?}" }
                          job:
                            image: ${JOB_IMAGE}
                            labels: { team: "1" }
                        configs:
                          motd: { content: "hello $$USER" }
                        volumes: { data: {} }
                        """
                    ),
                    Platforms.Seed,
                    Tags
                )
                .Text,
            "shop.yaml"
        );

    [Fact]
    public void Changed_config_changes_the_revision_of_services_so_that_they_are_recreated()
    {
        var one = ComposeFile.Prepare(StackOf("services: { a: { image: x } }\nconfigs: { motd: { content: one } }"), Platforms.Seed, Tags);
        var two = ComposeFile.Prepare(StackOf("services: { a: { image: x } }\nconfigs: { motd: { content: two } }"), Platforms.Seed, Tags);

        one.Revisions["a"].ShouldNotBe(two.Revisions["a"]);
    }

    [Fact]
    public void Changed_service_keeps_the_revision_of_the_others()
    {
        var one = ComposeFile.Prepare(StackOf("services: { a: { image: x }, b: { image: y } }"), Platforms.Seed, Tags);
        var two = ComposeFile.Prepare(StackOf("services: { a: { image: x }, b: { image: z } }"), Platforms.Seed, Tags);

        one.Revisions["a"].ShouldBe(two.Revisions["a"]);
        one.Revisions["b"].ShouldNotBe(two.Revisions["b"]);
    }

    [Theory]
    [InlineData("services: [")]
    [InlineData("- a list")]
    [InlineData("volumes: {}")]
    [InlineData("services: { web: 1 }")]
    [InlineData("services: { web: { build: { context: ., ssh: [default] } } }")]
    [InlineData("services: { web: { build: { context: ., args: { A: $B } } } }")]
    public void File_that_cannot_be_deployed_is_refused(string text)
    {
        var stack = StackOf(text);

        Should
            .Throw<PhoenixException>(() => (ComposeFile.Builds(stack), ComposeFile.Prepare(stack, Platforms.Seed, Tags)))
            .Code.ShouldBe(StackErrors.ComposeInvalid);
    }

    [Fact]
    public void Images_are_those_that_are_neither_built_nor_variable() =>
        ComposeFile
            .Images(
                StackOf(
                    """
                    services:
                      a: { image: x }
                      b: { image: x }
                      c: { image: $C }
                      d: { image: "y:${TAG:-1}", pull_policy: never }
                      e: { image: z, platform: linux/arm64 }
                      f: { image: debugger, profiles: [debug] }
                      web: { build: . }
                    """
                )
            )
            .ShouldBe([new NeededImage("x", true), new NeededImage("y:1", false), new NeededImage("z", false)]);

    [Fact]
    public void Built_image_is_never_pulled_whatever_the_file_says() =>
        Prepared("services: { web: { build: ., pull_policy: always } }").ShouldContain("pull_policy: missing");

    [Fact]
    public void Label_of_one_service_is_not_put_into_what_it_shares_with_another()
    {
        var prepared = ComposeFile.Prepare(
            StackOf("x-l: &l { team: shop }\nservices: { a: { image: x, labels: *l }, b: { image: y, labels: *l } }"),
            Platforms.Seed,
            Tags
        );

        prepared.Text.Split(prepared.Revisions["a"]).Length.ShouldBe(2);
        prepared.Text.Split(prepared.Revisions["b"]).Length.ShouldBe(2);
    }

    [Fact]
    public void Merged_build_is_seen() =>
        ComposeFile
            .Builds(StackOf("x-b: &b { build: { context: ., target: run } }\nservices: { web: { <<: *b } }"))
            .ShouldHaveSingleItem()
            .Target.ShouldBe("run");

    [Fact]
    public void Aliases_that_expand_to_too_much_are_refused()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (var level = 1; level < 10; level++)
        {
            bomb += $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n";
        }

        Should
            .Throw<PhoenixException>(() => ComposeFile.Builds(StackOf(bomb + "services: { web: { build: . } }")))
            .Code.ShouldBe(StackErrors.ComposeInvalid);
    }

    [Fact]
    public void Dots_at_the_end_of_the_file_are_the_users() =>
        Prepared("services: { a: { image: x } }\nconfigs:\n  motd:\n    content: |\n      please wait...\n")
            .ShouldEndWith("please wait...\n");

    [Theory]
    [InlineData("\"0.0.0.0:8080:80\"", "\"10.0.0.102:8080:80\"")]
    [InlineData("\"[::]:8080:80/udp\"", "\"10.0.0.102:8080:80/udp\"")]
    [InlineData("\"${BIND}:8080:80\"", "\"10.0.0.102:8080:80\"")]
    [InlineData("\"0.0.0.0::80\"", "\"10.0.0.102::80\"")]
    [InlineData("{ target: 80, published: 8080, host_ip: 0.0.0.0 }", "host_ip: \"10.0.0.102\"")]
    [InlineData("\"127.0.0.1:8080:80\"", "\"127.0.0.1:8080:80\"")]
    [InlineData("\"8080:80\"", "\"8080:80\"")]
    public void Port_on_all_addresses_is_put_on_the_guests_own(string written, string deployed) =>
        Prepared($"services: {{ a: {{ image: x, ports: [{written}] }} }}").ShouldContain(deployed);

    [Fact]
    public void Variables_of_configs_and_secrets_are_known() =>
        ComposeFile
            .Delivered(
                StackOf(
                    "services: { a: { image: $IMAGE } }\nconfigs: { motd: { content: \"${WHO:-$NOBODY} $$USER\" } }\nsecrets: { token: { environment: TOKEN } }"
                )
            )
            .ShouldBe(["NOBODY", "TOKEN", "WHO"]);

    [Fact]
    public async Task Changed_secret_that_compose_delivers_as_a_file_changes_the_revision_and_cannot_be_tried_out()
    {
        var stack = StackOf("services: { a: { image: x } }\nsecrets: { token: { environment: TOKEN } }") with { Secrets = ["TOKEN"] };
        var (one, two, other) = (new MemorySecretStore(), new MemorySecretStore(), new MemorySecretStore());
        foreach (var store in (MemorySecretStore[])[one, two])
        {
            await store.StoreAsync(DeliveredValues.KeyName, new Secret("key"), TestContext.Current.CancellationToken);
        }

        await one.StoreAsync("TOKEN", new Secret("1"), TestContext.Current.CancellationToken);
        await two.StoreAsync("TOKEN", new Secret("2"), TestContext.Current.CancellationToken);
        await other.StoreAsync("TOKEN", new Secret("1"), TestContext.Current.CancellationToken);
        await StackDesign.MakeSecretsAsync(stack, other, TestContext.Current.CancellationToken);

        var first = await RevisionAsync(stack, one);
        (await RevisionAsync(stack, one)).ShouldBe(first);
        (await RevisionAsync(stack, two)).ShouldNotBe(first);
        (await RevisionAsync(stack, other)).ShouldNotBe(first);
    }

    private static async Task<string> RevisionAsync(Stack stack, MemorySecretStore secrets)
    {
        var design = await StackDesign.OfAsync(
            Platforms.Seed,
            stack,
            ContextFiles.Of(Platforms.Seed),
            secrets,
            TestContext.Current.CancellationToken
        );
        return design.Revisions["a"];
    }

    private static string Prepared(string text) =>
        ComposeFile.Prepare(StackOf(text) with { Environment = [new EnvironmentVariable("BIND", "0.0.0.0")] }, Platforms.Seed, Tags).Text;

    internal static Stack StackOf(string text) =>
        new()
        {
            Name = "shop",
            On = "drphoenix",
            ComposePath = "shop/compose.yaml",
            ComposeText = text,
            Services = [new ComposeService { Name = "web", Build = new ComposeBuild("shop/web", "Dockerfile") }],
        };
}
