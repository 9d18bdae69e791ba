using System.Collections.Immutable;
using Phoenix.Components.Portainer.Api;
using Phoenix.Components.Stacks;
using Phoenix.Components.Tests.Portainer;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Stacks;

/// <summary>How a deploy goes with servers that lose answers, deploy in the background, or fail.</summary>
public sealed class StackDeployerTests
{
    private const string Active = """{"Id":7,"Name":"shop","EndpointId":3,"Status":1,"Env":[{"name":"A","value":"1"}]}""";
    private const string Deploying = """{"Id":7,"Name":"shop","EndpointId":3,"Status":3}""";
    private const string Failed =
        """{"Id":7,"Name":"shop","EndpointId":3,"Status":4,"DeploymentStatus":[{"Status":4,"Message":"manifest unknown"}]}""";

    private const string Refused = """{"message":"failed to deploy a stack: no","details":"Failed to deploy a stack: no"}""";

    private static readonly StackDesign Design = new(
        "services: {}\n",
        [new StackVariable("A", "2")],
        ImmutableSortedDictionary<string, string>.Empty.Add("web", "r1"),
        ImmutableSortedDictionary<string, ServiceExpectation>.Empty
    );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lost_answer_to_a_creation_is_waited_for_and_not_sent_again()
    {
        var lists = 0;
        await using var server = new ScriptedPortainer(request =>
            request.Method == "POST" ? null
            : request.Path == "/api/stacks" ? new ScriptedAnswer(200, ++lists < 3 ? "[]" : $"[{Active}]")
            : new ScriptedAnswer(200, "[]")
        );

        await Deployer(server).DeployAsync(null, Design, Cancel);

        server.Requests.Count(request => request.Method == "POST").ShouldBe(1);
        lists.ShouldBe(3);
    }

    [Fact]
    public async Task Creation_in_the_background_is_followed_to_its_end()
    {
        var looks = 0;
        await using var server = new ScriptedPortainer(request => new ScriptedAnswer(
            200,
            request.Method == "POST" || ++looks < 2 ? Deploying : Active
        ));

        await Deployer(server).DeployAsync(null, Design, Cancel);

        looks.ShouldBe(2);
    }

    [Fact]
    public async Task Creation_that_fails_in_the_background_tells_why()
    {
        await using var server = new ScriptedPortainer(request => new ScriptedAnswer(200, request.Method == "POST" ? Deploying : Failed));

        var error = await Should.ThrowAsync<PhoenixException>(() => Deployer(server).DeployAsync(null, Design, Cancel));

        error.Code.ShouldBe(StackErrors.DeployFailed);
        error.Remote.ShouldNotBeNull().ShouldContain("manifest unknown");
    }

    [Fact]
    public async Task Failed_update_that_took_the_project_down_is_put_back_with_its_former_file_and_variables()
    {
        var updates = 0;
        await using var server = new ScriptedPortainer(request =>
            request.Method != "PUT" ? new ScriptedAnswer(200, "[]")
            : ++updates == 1 ? new ScriptedAnswer(500, Refused)
            : new ScriptedAnswer(200, Active)
        );

        var error = await Should.ThrowAsync<PhoenixException>(() => Deployer(server).DeployAsync(Live(), Design, Cancel));

        error.Code.ShouldBe(StackErrors.DeployFailed);
        error.Message.ShouldContain("its former version was put back");
        server
            .Requests.Last(request => request.Method == "PUT")
            .Body.ShouldContain("""{"stackFileContent":"former","env":[{"name":"A","value":"1"}]""");
    }

    [Fact]
    public async Task Failed_update_that_left_the_containers_alone_is_not_put_back()
    {
        await using var server = new ScriptedPortainer(request =>
            request.Method == "PUT" ? new ScriptedAnswer(500, Refused) : new ScriptedAnswer(200, """[{"Id":"c","State":"running"}]""")
        );

        var error = await Should.ThrowAsync<PhoenixException>(() => Deployer(server).DeployAsync(Live(), Design, Cancel));

        error.Message.ShouldContain("the former version runs on");
        server.Requests.Count(request => request.Method == "PUT").ShouldBe(1);
    }

    [Fact]
    public async Task Failed_update_whose_former_file_fails_too_says_that_the_stack_is_down()
    {
        await using var server = new ScriptedPortainer(request =>
            request.Method == "PUT" ? new ScriptedAnswer(500, Refused) : new ScriptedAnswer(200, "[]")
        );

        (await Should.ThrowAsync<PhoenixException>(() => Deployer(server).DeployAsync(Live(), Design, Cancel))).Code.ShouldBe(
            StackErrors.StackDown
        );
    }

    [Fact]
    public async Task Lost_answer_to_an_update_is_sent_again_because_that_changes_nothing()
    {
        var updates = 0;
        await using var server = new ScriptedPortainer(request =>
            request.Method != "PUT" ? new ScriptedAnswer(200, "[]")
            : ++updates == 1 ? null
            : new ScriptedAnswer(200, Active)
        );

        await Deployer(server).DeployAsync(Live(), Design, Cancel);

        updates.ShouldBe(2);
    }

    private static StackDeployer Deployer(ScriptedPortainer server) => new(server.Client, 3, "shop", TimeProvider.System);

    private static StackState Live() =>
        new(
            new StackRecord
            {
                Id = 7,
                Name = "shop",
                EndpointId = 3,
                Status = StackStatus.Active,
                Env = [new StackVariable("A", "1")],
            },
            "former",
            [new EngineContainer { Id = "c", State = "running" }]
        );
}
