using Phoenix.EndToEnd.Running;

namespace Phoenix.EndToEnd;

/// <summary>Without the bundle the lab runs the built-in router and Debian's step-ca, and says so.</summary>
public sealed class StandInTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Platform_without_the_bundle_serves_with_stand_ins_that_say_so()
    {
        var place = await PhoenixPlace.OfSeedAsync("e2e-bare", Cancel);
        place = place.WithoutBundle();
        await place.RunAsync(Cancel, "down", "--yes");
        try
        {
            var plan = await place.RunAsync(Cancel, "plan");
            plan.ShouldExitWith(0).Output.ShouldContain("stand-in for Traefik");
            (await place.UpAsync(Cancel)).ShouldExitWith(0).Count("failed").ShouldBe(0);

            using var door = await Door.OfAsync(place, Cancel);
            using var answer = await door.Client.GetAsync("https://hello.phoenix.internal/healthz", Cancel);
            ((int)answer.StatusCode).ShouldBe(200);
        }
        finally
        {
            await place.RunAsync(CancellationToken.None, "down", "--yes");
            Directory.Delete(place.Directory, recursive: true);
        }
    }
}
