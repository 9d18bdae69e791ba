namespace Phoenix.Lab.Tests.PortainerStandIn;

public sealed class HomePageTests
{
    [Fact]
    public async Task Page_says_that_it_is_a_stand_in_and_what_it_manages()
    {
        await using var rig = await Rig.StartAsync();

        var (status, page) = await rig.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative)));

        status.ShouldBe(200);
        page.ShouldContain("stand-in for Portainer");
        page.ShouldContain("2.23.0-phoenix-stand-in");
        page.ShouldContain("None yet.");
    }
}
