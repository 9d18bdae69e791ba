using Phoenix.Components.Certificates;
using Phoenix.Components.Systems;
using Phoenix.Testing;

namespace Phoenix.Components.Tests.Certificates;

public sealed class RenewalTimerTests
{
    private static readonly SystemSpec Spec = RenewalTimer.For([
        "/usr/local/bin/phoenix",
        "renew",
        "--file",
        "/root/my platform/100% $HOME.yaml",
    ]);

    [Fact]
    public void Service_is_golden() => Golden.Matches(ContentOf("phoenix-renew.service"), "phoenix-renew.service");

    [Fact]
    public void Timer_is_golden() => Golden.Matches(ContentOf("phoenix-renew.timer"), "phoenix-renew.timer");

    [Fact]
    public void Only_the_timer_is_kept_running()
    {
        var diff = SystemDiff.Between(Spec, new SystemState());

        diff.Differences.OfType<SystemDifference.OfUnit>()
            .Select(unit => $"{unit.Declared.Unit} {unit.Action} {unit.Enable}")
            .ShouldBe(["phoenix-renew.timer Start True"]);
    }

    private static string ContentOf(string name) => Spec.Files.Single(file => file.Path.EndsWith(name, StringComparison.Ordinal)).Content;
}
