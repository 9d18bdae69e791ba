using System.Collections.Immutable;
using Phoenix.Components.Stacks;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Stacks;

public sealed class ComposeFileTests
{
    private static readonly ImmutableDictionary<string, string> Tags = ImmutableDictionary<string, string>.Empty.Add(
        "web",
        "phoenix/hello-web:1f2e3d4c5b6a"
    );

    [Fact]
    public void Sample_stack_is_prepared_for_portainer() =>
        Golden.Matches(ComposeFile.Prepare(Platforms.Seed.Stacks[0], "home", Tags).Text, "hello.yaml");

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
                    "home",
                    Tags
                )
                .Text,
            "shop.yaml"
        );

    [Fact]
    public void Changed_config_changes_the_revision_of_services_so_that_they_are_recreated()
    {
        var one = ComposeFile.Prepare(StackOf("services: { a: { image: x } }\nconfigs: { motd: { content: one } }"), "home", Tags);
        var two = ComposeFile.Prepare(StackOf("services: { a: { image: x } }\nconfigs: { motd: { content: two } }"), "home", Tags);

        one.Revisions["a"].ShouldNotBe(two.Revisions["a"]);
    }

    [Fact]
    public void Changed_service_keeps_the_revision_of_the_others()
    {
        var one = ComposeFile.Prepare(StackOf("services: { a: { image: x }, b: { image: y } }"), "home", Tags);
        var two = ComposeFile.Prepare(StackOf("services: { a: { image: x }, b: { image: z } }"), "home", Tags);

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
            .Throw<PhoenixException>(() => (ComposeFile.Builds(stack), ComposeFile.Prepare(stack, "home", Tags)))
            .Code.ShouldBe(StackErrors.ComposeInvalid);
    }

    [Fact]
    public void Images_are_those_that_are_neither_built_nor_variable() =>
        ComposeFile.Images(StackOf("services: { a: { image: x }, b: { image: x }, c: { image: $C }, web: { build: . } }")).ShouldBe(["x"]);

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
