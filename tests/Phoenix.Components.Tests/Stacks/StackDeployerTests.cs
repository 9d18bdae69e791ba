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
        // The fourth looks for a second record.
        lists.ShouldBe(4);
    }

    [Fact]
    public async Task Creation_in_the_background_is_followed_to_its_end()
    {
        var looks = 0;
        await using var server = new ScriptedPortainer(request => new ScriptedAnswer(
            200,
            request.Path == "/api/stacks" ? $"[{Active}]"
                : request.Method == "POST" || ++looks < 2 ? Deploying
                : Active
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
    public async Task Creation_of_a_run_that_was_cut_off_and_ended_meanwhile_leaves_one_record()
    {
        var design = Design with { Variables = [new StackVariable(StackMarks.Variable, "home")] };
        var made = Active.Replace(
            """{"name":"A","value":"1"}""",
            """{"name":"PHOENIX_PLATFORM","value":"home"}""",
            StringComparison.Ordinal
        );
        var lists = 0;
        await using var server = new ScriptedPortainer(request =>
            request.Method == "DELETE" ? new ScriptedAnswer(204)
            : request.Path != "/api/stacks" ? new ScriptedAnswer(200, made)
            : new ScriptedAnswer(
                200,
                ++lists < 3 ? $"[{made},{made.Replace("\"Id\":7", "\"Id\":8", StringComparison.Ordinal)}]" : $"[{made}]"
            )
        );

        await Deployer(server).DeployAsync(null, design, Cancel);

        server
            .Requests.Where(request => request.Method != "GET")
            .Select(request => $"{request.Method} {request.Path}")
            .ShouldBe(["POST /api/stacks/create/standalone/string", "DELETE /api/stacks/8", "PUT /api/stacks/7"]);
    }

    [Fact]
    public async Task Creation_that_comes_just_after_another_becomes_an_update_of_it()
    {
        var design = Design with { Variables = [new StackVariable(StackMarks.Variable, "home")] };
        var made = Active.Replace(
            """{"name":"A","value":"1"}""",
            """{"name":"PHOENIX_PLATFORM","value":"home"}""",
            StringComparison.Ordinal
        );
        await using var server = new ScriptedPortainer(request =>
            request.Method == "POST"
                ? new ScriptedAnswer(409, """{"message":"A stack with the normalized name 'shop' already exists"}""")
                : new ScriptedAnswer(200, request.Path == "/api/stacks" ? $"[{made}]" : made)
        );

        await Deployer(server).DeployAsync(null, design, Cancel);

        server.Requests.Last().Method.ShouldBe("PUT");
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

    [Fact]
    public async Task Container_of_a_service_that_is_gone_from_the_file_is_removed_before_the_update()
    {
        await using var server = new ScriptedPortainer(request => new ScriptedAnswer(
            request.Method == "DELETE" ? 204 : 200,
            request.Method == "PUT" ? Active : ""
        ));

        await Deployer(server).DeployAsync(Live() with { Containers = [Container("w", "web"), Container("s", "side")] }, Design, Cancel);

        server
            .Requests.Select(request => $"{request.Method} {request.Path}")
            .ShouldBe(["DELETE /api/endpoints/3/docker/containers/s", "PUT /api/stacks/7"]);
    }

    [Fact]
    public async Task Failed_update_after_a_container_was_removed_is_put_back_although_the_others_run_on()
    {
        var updates = 0;
        await using var server = new ScriptedPortainer(request =>
            request.Method == "DELETE" ? new ScriptedAnswer(204)
            : request.Method != "PUT" ? new ScriptedAnswer(200, """[{"Id":"w","State":"running"}]""")
            : ++updates == 1 ? new ScriptedAnswer(500, Refused)
            : new ScriptedAnswer(200, Active)
        );
        var live = Live() with { Containers = [Container("w", "web"), Container("s", "side")] };

        var error = await Should.ThrowAsync<PhoenixException>(() => Deployer(server).DeployAsync(live, Design, Cancel));

        error.Message.ShouldContain("its former version was put back");
    }

    [Fact]
    public async Task Second_record_of_the_project_is_deleted_before_the_update_that_brings_the_containers_back()
    {
        await using var server = new ScriptedPortainer(request => new ScriptedAnswer(
            request.Method == "DELETE" ? 204 : 200,
            request.Method == "PUT" ? Active : ""
        ));

        await Deployer(server).DeployAsync(Live() with { Extras = [Live().Record! with { Id = 8 }] }, Design, Cancel);

        server.Requests.Select(request => $"{request.Method} {request.Path}").ShouldBe(["DELETE /api/stacks/8", "PUT /api/stacks/7"]);
    }

    [Fact]
    public async Task Record_whose_environment_is_gone_is_adopted_by_an_update_with_the_new_one()
    {
        await using var server = new ScriptedPortainer(_ => new ScriptedAnswer(200, Active));

        await Deployer(server).DeployAsync(Live() with { Record = Live().Record! with { EndpointId = 2 } }, Design, Cancel);

        server.Requests.ShouldHaveSingleItem().Target.ShouldBe("/api/stacks/7?endpointId=3");
    }

    private static EngineContainer Container(string id, string service) =>
        new()
        {
            Id = id,
            State = "running",
            Labels = ImmutableDictionary<string, string>.Empty.Add("com.docker.compose.service", service),
        };

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
