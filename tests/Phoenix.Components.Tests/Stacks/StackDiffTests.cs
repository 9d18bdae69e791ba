using System.Collections.Immutable;
using Phoenix.Components.Portainer.Api;
using Phoenix.Components.Stacks;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Stacks;

public sealed class StackDiffTests
{
    private static readonly StackDesign Declared = new(
        "services: {}\n",
        [new StackVariable("GREETING", "hello"), new StackVariable("TOKEN", "'a b'")],
        ImmutableSortedDictionary<string, string>.Empty.Add("web", "r1"),
        Expecting(mayEnd: false)
    );

    [Fact]
    public void Stack_as_declared_has_no_difference() => Between(Live()).ShouldBeEmpty();

    [Fact]
    public void Line_ends_and_a_byte_order_mark_are_no_difference() => Between(Live(file: "\uFEFFservices: {}\r\n")).ShouldBeEmpty();

    [Fact]
    public void Changed_secret_shows_as_digests_only()
    {
        var field = Between(Live(variables: [new StackVariable("GREETING", "hello"), new StackVariable("TOKEN", "old")]))
            .ShouldHaveSingleItem();

        field.Path.ShouldBe("env.TOKEN");
        field.Live.ShouldNotBeNull().ShouldMatch("^sha256:[0-9a-f]{8}$");
        field.Declared.ShouldNotBeNull().ShouldMatch("^sha256:[0-9a-f]{8}$");
    }

    [Fact]
    public void Variable_that_is_declared_no_more_may_have_been_a_secret() =>
        Between(Live(variables: [.. Declared.Variables, new StackVariable("OLD", "s3cret")]))
            .ShouldHaveSingleItem()
            .Live.ShouldNotBeNull()
            .ShouldNotContain("s3cret");

    [Theory]
    [InlineData("exited", "Exited (3) 2 minutes ago", "stopped")]
    [InlineData("running", "Up 2 minutes (unhealthy)", "unhealthy")]
    [InlineData("restarting", "Restarting (1) 2 seconds ago", "unhealthy")]
    [InlineData("exited", "Exited (0) 2 minutes ago", "stopped")]
    [InlineData("created", "Created", "created")]
    public void Ill_service_is_a_difference(string state, string status, string word) =>
        Between(Live(containers: [Container(state, status)]))
            .ShouldHaveSingleItem()
            .ShouldBe(new FieldDiff("services.web", word, "healthy"));

    [Fact]
    public void Missing_service_is_a_difference() =>
        Between(Live(containers: [])).ShouldHaveSingleItem().ShouldBe(new FieldDiff("services.web", "absent", "healthy"));

    [Theory]
    [InlineData("running", "Up 2 seconds (health: starting)")]
    [InlineData("running", "Up 2 seconds (healthy)")]
    public void Service_that_starts_is_none(string state, string status) =>
        Between(Live(containers: [Container(state, status)])).ShouldBeEmpty();

    [Fact]
    public void Service_that_may_end_and_did_its_work_is_none() =>
        StackDiff
            .Between(
                Live(containers: [Container("exited", "Exited (0) 2 seconds ago")]),
                Declared with
                {
                    Expected = Expecting(mayEnd: true),
                },
                []
            )
            .ShouldBeEmpty();

    [Fact]
    public void Service_that_is_not_to_be_started_is_not_missed() =>
        StackDiff
            .Between(Live(containers: []), Declared with { Expected = ImmutableSortedDictionary<string, ServiceExpectation>.Empty }, [])
            .ShouldBeEmpty();

    [Fact]
    public void Container_of_a_service_that_is_gone_from_the_file_is_a_difference() =>
        Between(Live(containers: [Container("running", "Up"), Container("running", "Up", service: "side")]))
            .ShouldHaveSingleItem()
            .ShouldBe(new FieldDiff("services.side", "running", "removed"));

    [Fact]
    public void Container_that_somebody_ran_once_is_none()
    {
        var once = Container("exited", "Exited (1) 2 minutes ago");

        Between(Live(containers: [Container("running", "Up"), once with { Labels = once.Labels.Add("com.docker.compose.oneoff", "True") }]))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Second_record_and_a_deleted_environment_are_differences() =>
        Between(Live() with { Extras = [Live().Record!], GoneEnvironmentId = 4 })
            .ShouldBe([new FieldDiff("environment", "4, which is gone", "adopted"), new FieldDiff("records", "2", "1")]);

    [Fact]
    public void Container_of_another_revision_is_a_difference_although_the_stored_file_is_the_declared_one() =>
        Between(Live(containers: [Container("running", "Up", "r0")]))
            .ShouldHaveSingleItem()
            .ShouldBe(new FieldDiff("services.web.revision", "r0", "r1"));

    [Fact]
    public void Stopped_stack_is_a_difference() =>
        Between(Live(status: StackStatus.Inactive)).ShouldContain(new FieldDiff("status", "inactive", "active"));

    [Theory]
    [InlineData("0.0.0.0", 8080, "tcp", true)]
    [InlineData("10.0.0.102", 8080, "tcp", true)]
    [InlineData("0.0.0.0", 8081, "tcp", false)]
    [InlineData("0.0.0.0", 8080, "udp", false)]
    public void Port_of_another_project_is_taken(string address, int port, string protocol, bool taken)
    {
        var stack = ComposeFileTests.StackOf("services: {}") with
        {
            Services = [new ComposeService { Name = "web", Ports = [new PublishedPort(null, 8080, 8080, TransportProtocol.Tcp)] }],
        };
        var other = Container("running", "Up") with
        {
            Names = ["/other-web-1"],
            Labels = ImmutableDictionary<string, string>.Empty.Add("com.docker.compose.project", "other"),
            Ports = [new EnginePort(address, 80, port, protocol)],
        };

        StackPorts.Taken(stack, [other]).ShouldBe(taken ? [$"{port}/{protocol} is published by other-web-1"] : []);
    }

    private static ImmutableSortedDictionary<string, ServiceExpectation> Expecting(bool mayEnd) =>
        ImmutableSortedDictionary<string, ServiceExpectation>.Empty.Add(
            "web",
            new ServiceExpectation(mayEnd, ServiceExpectation.LeastPatience)
        );

    private static ImmutableArray<FieldDiff> Between(StackState live) => StackDiff.Between(live, Declared, ["TOKEN"]);

    private static StackState Live(
        string file = "services: {}\n",
        ImmutableArray<StackVariable>? variables = null,
        ImmutableArray<EngineContainer>? containers = null,
        StackStatus status = StackStatus.Active
    ) =>
        new(
            new StackRecord
            {
                Id = 1,
                Name = "shop",
                EndpointId = 1,
                Status = status,
                Env = variables ?? Declared.Variables,
            },
            file,
            containers ?? [Container("running", "Up 2 minutes (healthy)")]
        );

    private static EngineContainer Container(string state, string status, string revision = "r1", string service = "web") =>
        new()
        {
            Id = "c",
            State = state,
            Status = status,
            Labels = ImmutableDictionary<string, string>
                .Empty.Add("com.docker.compose.service", service)
                .Add("com.docker.compose.project", "shop")
                .Add(StackMarks.RevisionLabel, revision),
        };
}
