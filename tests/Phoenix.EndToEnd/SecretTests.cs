using Phoenix.EndToEnd.Running;

namespace Phoenix.EndToEnd;

/// <summary>The value of a stack's secret is where it is needed and nowhere else.</summary>
[Collection(SeedPlatformCollection.Name)]
public sealed class SecretTests(SeedPlatform seed)
{
    private const string Name = "HELLO_TOKEN";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Store => Path.Combine(seed.Place.Directory, "state", seed.Place.Name, "secrets");

    [Fact]
    public async Task Secret_is_in_no_argument_vector_while_its_stack_is_deployed()
    {
        var token = await TokenAsync();
        (await GuestAsync("drphoenix", "docker", "stop", "hello-web-1")).ShouldExitWith(0);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var watching = Task.Run(() => ProcessesWith(token, ended.Token), Cancel);

        var run = await seed.Place.UpAsync(Cancel);

        await ended.CancelAsync();
        (await watching).ShouldBeEmpty();
        run.ShouldExitWith(0).Count("changed").ShouldBe(1);
    }

    [Fact]
    public async Task Secret_is_in_no_file_of_the_labs_host_and_of_phoenix_but_the_secret_store()
    {
        var token = await TokenAsync();

        // 1: looked through, and found nowhere.
        var found = await seed.Place.RunAsync(
            Cancel,
            "lab",
            "exec",
            "--",
            "grep",
            "-rlsF",
            "--exclude-dir=secrets",
            token,
            "/etc",
            "/root",
            "/run",
            "/var"
        );

        found.Output.Trim().ShouldBeEmpty();
        foreach (
            var file in Directory.EnumerateFiles(
                Path.Combine(seed.Place.Directory, "state", seed.Place.Name),
                "*",
                SearchOption.AllDirectories
            )
        )
        {
            if (!file.StartsWith(Store + "/", StringComparison.Ordinal))
            {
                (await File.ReadAllTextAsync(file, Cancel)).Contains(token, StringComparison.Ordinal).ShouldBeFalse(file);
            }
        }
    }

    private Task<string> TokenAsync() => File.ReadAllTextAsync(Path.Combine(Store, Name), Cancel);

    private Task<PhoenixRun> GuestAsync(string guest, params string[] command) =>
        seed.Place.RunAsync(Cancel, ["guest", "exec", guest, "--", .. command]);

    // Guests' processes are processes of this machine, too.
    private static HashSet<string> ProcessesWith(string token, CancellationToken ended)
    {
        var found = new HashSet<string>();
        while (!ended.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
            {
                try
                {
                    var line = File.ReadAllText(Path.Combine(process, "cmdline"));
                    if (line.Contains(token, StringComparison.Ordinal))
                    {
                        found.Add(line.Replace('\0', ' ').Replace(token, "…", StringComparison.Ordinal));
                    }
                }
                catch (IOException)
                {
                    // It has ended meanwhile.
                }
            }

            Thread.Sleep(10);
        }

        return found;
    }
}
