using Phoenix.Components.Portainer;
using Phoenix.Components.Portainer.Api;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Portainer;

public sealed class PortainerClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_is_sent_alone_and_never_with_a_cookie()
    {
        await using var server = new ScriptedPortainer(_ => new ScriptedAnswer(200, "[]"));

        await server.Client.Stacks.ListAsync(Cancel);

        var headers = server.Requests.ShouldHaveSingleItem().Headers;
        headers["X-API-Key"].ShouldBe("ptr_key");
        headers.ContainsKey("Authorization").ShouldBeFalse();
        headers.ContainsKey("Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Certificate_for_another_name_is_not_trusted()
    {
        await using var server = new ScriptedPortainer(_ => new ScriptedAnswer(200, "[]"), "somebody.phoenix.internal");

        var error = await Should.ThrowAsync<PhoenixException>(() => server.Client.StatusAsync(Cancel));

        error.Code.ShouldBe(PortainerErrors.Untrusted);
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Certificate_of_another_root_is_not_trusted()
    {
        await using var server = new ScriptedPortainer(_ => new ScriptedAnswer(200, "[]"));
        await using var other = new ScriptedPortainer(_ => null);
        using var channel = new PortainerChannel(
            new PortainerAddress(new(System.Net.IPAddress.Parse("10.0.0.111"), 9443), ScriptedPortainer.Name, other.Root),
            server
        );

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            new PortainerClient(channel, PortainerCredential.Anonymous).StatusAsync(Cancel)
        );

        error.Code.ShouldBe(PortainerErrors.Untrusted);
    }

    [Fact]
    public async Task Reading_is_tried_again_when_the_connection_closes_without_an_answer()
    {
        var asked = 0;
        await using var server = new ScriptedPortainer(_ => ++asked == 1 ? null : new ScriptedAnswer(200, "[]"));

        (await server.Client.Stacks.ListAsync(Cancel)).ShouldBeEmpty();

        asked.ShouldBe(2);
    }

    [Fact]
    public async Task Creation_is_never_sent_twice_when_the_connection_closes_without_an_answer()
    {
        await using var server = new ScriptedPortainer(_ => null);

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            server.Client.Stacks.CreateAsync(1, "hello", "services: {}", [], Cancel)
        );

        error.Code.ShouldBe(PortainerErrors.OutcomeUnknown);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Locked_instance_is_told_by_its_redirect()
    {
        await using var server = new ScriptedPortainer(_ => new ScriptedAnswer(
            303,
            """{"message":"Administrator initialization timeout"}"""
        ));

        (await server.Client.AdministratorAsync(Cancel)).ShouldBe(AdministratorState.Locked);
    }

    [Fact]
    public async Task Environment_is_made_as_a_form_with_the_names_that_portainer_wants()
    {
        await using var server = new ScriptedPortainer(_ => new ScriptedAnswer(
            200,
            """{"Id":2,"Name":"drphoenix","Type":2,"URL":"tcp://10.0.0.102:9001"}"""
        ));

        (await server.Client.Environments.CreateAgentAsync("drphoenix", "tcp://10.0.0.102:9001", Cancel)).Id.ShouldBe(2);

        var request = server.Requests.ShouldHaveSingleItem();
        request.Headers["Content-Type"].ShouldStartWith("multipart/form-data");
        foreach (var name in (string[])["Name", "EndpointCreationType", "URL", "TLS", "TLSSkipVerify", "TLSSkipClientVerify"])
        {
            request.Body.ShouldContain($"name={name}", Case.Sensitive);
        }
    }

    [Fact]
    public async Task Two_environments_of_one_name_are_an_error()
    {
        await using var server = new ScriptedPortainer(_ => new ScriptedAnswer(
            200,
            """[{"Id":1,"Name":"a","Type":2,"URL":"tcp://a:9001"},{"Id":2,"Name":"a","Type":2,"URL":"tcp://b:9001"}]"""
        ));

        var error = await Should.ThrowAsync<PhoenixException>(() => server.Client.Environments.FindAsync("a", Cancel));

        error.Code.ShouldBe(PortainerErrors.Ambiguous);
        error.Remote.ShouldBe("1 tcp://a:9001, 2 tcp://b:9001");
    }

    [Fact]
    public async Task Update_always_sends_the_environment_and_both_names_of_the_pull_flag()
    {
        await using var server = new ScriptedPortainer(_ => new ScriptedAnswer(200, """{"Id":7,"Name":"hello","EndpointId":3}"""));
        var stack = new StackRecord
        {
            Id = 7,
            Name = "hello",
            EndpointId = 3,
        };

        await server.Client.Stacks.UpdateAsync(stack, "services: {}", [], Cancel);

        var request = server.Requests.ShouldHaveSingleItem();
        request.Target.ShouldBe("/api/stacks/7?endpointId=3");
        request.Body.ShouldBe(
            """{"stackFileContent":"services: {}","env":[],"prune":true,"pullImage":true,"repullImageAndRedeploy":true}"""
        );
    }

    [Fact]
    public async Task Delete_of_a_stack_that_is_gone_is_success_but_not_of_one_whose_environment_is_gone()
    {
        var words = "(bucket=stacks, key=7)";
        await using var server = new ScriptedPortainer(_ => new ScriptedAnswer(
            404,
            $$"""{"message":"no","details":"Object not found inside the database {{words}}"}"""
        ));
        var stack = new StackRecord
        {
            Id = 7,
            Name = "hello",
            EndpointId = 3,
        };

        await server.Client.Stacks.DeleteAsync(stack, Cancel);
        words = "(bucket=endpoints, key=3)";

        (await Should.ThrowAsync<PhoenixException>(() => server.Client.Stacks.DeleteAsync(stack, Cancel))).Code.ShouldBe(
            PortainerErrors.Refused
        );
    }

    [Fact]
    public async Task Build_that_fails_tells_the_last_lines_although_the_status_is_200()
    {
        await using var server = new ScriptedPortainer(_ => new ScriptedAnswer(
            200,
            """
            {"stream":"Step 1/2 : FROM debian:13-slim\n"}
            {"stream":" ---> 505c785f3b63\n"}
            {"errorDetail":{"message":"COPY failed: file not found: hello.pl"},"error":"COPY failed: file not found: hello.pl"}
            """
        ));
        var build = new ImageBuild(
            "phoenix/hello/web:1",
            "Dockerfile",
            null,
            System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty,
            System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty
        );

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            server.Client.Docker(3).BuildAsync(build, () => new MemoryStream([1, 2]), Cancel)
        );

        error.Remote.ShouldBe("Step 1/2 : FROM debian:13-slim\n---> 505c785f3b63\nCOPY failed: file not found: hello.pl");
    }

    [Fact]
    public async Task Answer_that_cannot_be_read_is_shown_only_when_it_cannot_hold_variables()
    {
        var answers = new Queue<string>(["""[{"Id":"7","Env":[{"name":"TOKEN","value":"s3cret"}]}]""", "<html>not Portainer</html>"]);
        await using var server = new ScriptedPortainer(_ => new ScriptedAnswer(200, answers.Dequeue()));

        var json = await Should.ThrowAsync<PhoenixException>(() => server.Client.Stacks.ListAsync(Cancel));
        var page = await Should.ThrowAsync<PhoenixException>(() => server.Client.Stacks.ListAsync(Cancel));

        json.Code.ShouldBe(PortainerErrors.Unreadable);
        $"{json.Message} {json.Remote}".ShouldNotContain("s3cret");
        page.Remote.ShouldBe("<html>not Portainer</html>");
    }

    [Theory]
    [InlineData(404, """{"message":"pull access denied for nosuch"}""")]
    [InlineData(500, """{"message":"no such host"}""")]
    public async Task Base_image_that_no_registry_has_is_told_with_the_engines_words(int status, string words)
    {
        await using var server = new ScriptedPortainer(request =>
            request.Method == "POST" ? new ScriptedAnswer(status, words) : new ScriptedAnswer(404, """{"message":"No such image"}""")
        );

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            new Components.Stacks.ImageSources([]).EnsureAsync(server.Client.Docker(3), "nosuch:1", new Progress<string>(), Cancel)
        );

        error.Code.ShouldBe(Components.Stacks.StackErrors.BaseImageMissing);
        words.ShouldContain(error.Remote.ShouldNotBeNull());
    }

    [Fact]
    public async Task Image_of_a_service_is_pulled_before_the_deploy_and_left_to_compose_when_that_fails()
    {
        await using var server = new ScriptedPortainer(_ => new ScriptedAnswer(404, """{"message":"pull access denied"}"""));

        await new Components.Stacks.ImageSources([]).OfferAsync(
            server.Client.Docker(3),
            new Components.Stacks.NeededImage("shop:1", MayBePulled: true),
            new Progress<string>(),
            Cancel
        );

        server.Requests.Last().Target.ShouldEndWith("/docker/images/create?fromImage=shop&tag=1");
    }

    [Fact]
    public void Log_frames_are_joined_and_a_cut_one_is_kept()
    {
        byte[] frames = [1, 0, 0, 0, 0, 0, 0, 3, .. "one"u8, 2, 0, 0, 0, 0, 0, 0, 9, .. "two"u8];

        LogFrames.Join(frames).ShouldBe("onetwo");
        LogFrames.Join("plain text of a terminal"u8).ShouldBe("plain text of a terminal");
    }

    [Fact]
    public void Codes_are_each_once_and_in_their_range() =>
        PortainerErrors
            .All.Concat(Components.Stacks.StackErrors.All)
            .Select(code => code.Code)
            .ShouldBe(
                PortainerErrors
                    .All.Concat(Components.Stacks.StackErrors.All)
                    .Select(code => code.Code)
                    .Distinct()
                    .Where(code => code.StartsWith("PHX50", StringComparison.Ordinal))
            );
}
