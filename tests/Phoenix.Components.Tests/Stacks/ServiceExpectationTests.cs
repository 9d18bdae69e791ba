using Phoenix.Components.Stacks;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Stacks;

public sealed class ServiceExpectationTests
{
    [Theory]
    [InlineData("image: x", true)]
    [InlineData("image: x, restart: on-failure", true)]
    [InlineData("image: x, deploy: { restart_policy: { condition: none } }", true)]
    [InlineData("image: x, healthcheck: { disable: true }", true)]
    [InlineData("image: x, restart: always", false)]
    [InlineData("image: x, restart: unless-stopped", false)]
    [InlineData("image: x, restart: \"${RESTART:-always}\"", false)]
    [InlineData("image: x, deploy: { restart_policy: { condition: any } }", false)]
    [InlineData("image: x, ports: [\"8080:80\"]", false)]
    [InlineData("image: x, healthcheck: { test: [CMD, \"true\"] }", false)]
    public void Service_that_is_to_run_may_not_end(string service, bool mayEnd) => Of(service).ShouldNotBeNull().MayEnd.ShouldBe(mayEnd);

    [Theory]
    [InlineData("image: x, profiles: [debug]")]
    [InlineData("image: x, scale: 0")]
    [InlineData("image: x, deploy: { replicas: 0 }")]
    [InlineData("image: x, deploy: { replicas: \"${REPLICAS:-0}\" }")]
    public void Service_of_which_nothing_is_started_is_expected_to_be_nothing(string service) => Of(service).ShouldBeNull();

    [Fact]
    public void Profile_that_the_environment_switches_on_counts() =>
        Of("image: x, profiles: [debug]", new EnvironmentVariable("COMPOSE_PROFILES", "a,debug")).ShouldNotBeNull();

    [Theory]
    [InlineData("{ test: [CMD, x] }", 120)]
    [InlineData("{ test: [CMD, x], start_period: 3m, interval: 10s, retries: 6 }", 270)]
    [InlineData("{ test: [CMD, x], interval: 1m30s }", 300)]
    [InlineData("{ test: [CMD, x], interval: 24h }", 900)]
    [InlineData("{ test: [CMD, x], interval: soon }", 120)]
    public void Slow_check_is_given_the_time_that_it_needs(string check, int seconds) =>
        Of($"image: x, healthcheck: {check}").ShouldNotBeNull().Patience.ShouldBe(TimeSpan.FromSeconds(seconds));

    private static ServiceExpectation? Of(string service, params EnvironmentVariable[] environment) =>
        ComposeFile
            .Expected(ComposeFileTests.StackOf($"services: {{ a: {{ {service} }} }}") with { Environment = [.. environment] })
            .GetValueOrDefault("a");
}
