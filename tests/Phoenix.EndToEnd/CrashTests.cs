using System.Text;
using System.Text.Json.Nodes;
using Phoenix.EndToEnd.Running;

namespace Phoenix.EndToEnd;

/// <summary>A run that was killed anywhere goes on from there.</summary>
public sealed class CrashTests
{
    private static readonly string[] KilledAt =
    [
        "guest/step-ca",
        "system/step-ca",
        "certificate/traefik",
        "system/nginx",
        "environment/drphoenix",
        "stack/hello",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Up_killed_at_six_resources_goes_on_each_time_and_down_leaves_no_trace()
    {
        var place = await PhoenixPlace.OfSeedAsync("e2e-crash", Cancel);
        await place.RunAsync(Cancel, "down", "--yes");
        var before = await MachineState.ReadAsync(Cancel);
        try
        {
            foreach (var resource in KilledAt)
            {
                await UpKilledAtAsync(place, resource);
            }

            (await place.UpAsync(Cancel)).ShouldExitWith(0).Count("failed").ShouldBe(0);
            using var door = await Door.OfAsync(place, Cancel);
            using var answer = await door.Client.GetAsync("https://hello.phoenix.internal/healthz", Cancel);
            ((int)answer.StatusCode).ShouldBe(200);
            (await place.UpAsync(Cancel)).ShouldExitWith(0).Count("changed").ShouldBe(0);
        }
        finally
        {
            (await place.RunAsync(CancellationToken.None, "down", "--yes")).ShouldExitWith(0);
        }

        (await MachineState.ReadAsync(Cancel)).ShouldBe(before);
        Directory.Delete(place.Directory, recursive: true);
    }

    // SIGKILL the moment the resource begins: nothing of Phoenix's can tidy up.
    private static async Task UpKilledAtAsync(PhoenixPlace place, string resource)
    {
        using var run = PhoenixRun.Start(place, "up", "--yes", "--output", "json", "--publish", $"127.0.0.1:{place.Port}");
        var errors = run.StandardError.ReadToEndAsync(Cancel);
        var output = new StringBuilder();
        while (await run.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            output.AppendLine(line);
            var said = JsonNode.Parse(line)!.AsObject();
            if (said["type"]!.GetValue<string>() == "start" && said["resource"]!.GetValue<string>() == resource)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(300), Cancel);
                run.Kill();
                await run.WaitForExitAsync(Cancel);
                return;
            }
        }

        await run.WaitForExitAsync(Cancel);
        Assert.Fail($"{resource} never began, so the run was not killed there:\n{output}\n{await errors}");
    }
}
