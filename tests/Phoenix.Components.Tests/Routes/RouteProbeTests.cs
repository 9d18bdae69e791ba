using Phoenix.Components.Routes;

namespace Phoenix.Components.Tests.Routes;

public sealed class RouteProbeTests
{
    [Theory]
    [InlineData(200, true, true)]
    [InlineData(401, true, false)]
    [InlineData(404, false, false)]
    [InlineData(421, false, false)]
    [InlineData(500, false, false)]
    [InlineData(502, false, false)]
    public void Answer_of_a_hop_is_not_taken_for_the_backends(int status, bool withoutHealthPath, bool withHealthPath)
    {
        var route = Platforms.Seed.Routes[0];

        RouteProbe.IsOfTheBackend(route with { HealthPath = null }, status).ShouldBe(withoutHealthPath);
        RouteProbe.IsOfTheBackend(route with { HealthPath = "/healthz" }, status).ShouldBe(withHealthPath);
    }
}
