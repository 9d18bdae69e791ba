using Phoenix.Components.Nginx;
using Phoenix.Mesh.Routing;

namespace Phoenix.Mesh.Tests;

public sealed class ForwardedHeadersTests
{
    [Fact]
    public void Gateway_sets_or_clears_every_header_that_the_router_believes_of_it()
    {
        var text = NginxConfig.Render(SeedLike.Platform());

        ForwardedHeaders.All.ShouldAllBe(header => text.Contains($" proxy_set_header {header} ", StringComparison.OrdinalIgnoreCase));
    }
}
