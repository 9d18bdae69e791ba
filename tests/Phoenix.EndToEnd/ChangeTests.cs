using System.Security.Authentication;
using Phoenix.EndToEnd.Running;

namespace Phoenix.EndToEnd;

/// <summary>What a person changes in the file reaches everything that follows from it, and goes from everywhere again.</summary>
[Collection(SeedPlatformCollection.Name)]
public sealed class ChangeTests(SeedPlatform seed)
{
    private const string SecondStack = """
          hallo:
            on: drphoenix
            compose: stacks/hallo/compose.yaml
            env: { GREETING: hallo }
            routes:
              - { host: hallo, service: web, port: 8081, health: /healthz }

        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changed_environment_reaches_the_running_application()
    {
        var before = await ReadAsync();
        try
        {
            await WriteAsync(before.Replace("GREETING: hello", "GREETING: \"good day, $USER\"", StringComparison.Ordinal));

            (await seed.Place.UpAsync(Cancel)).ShouldExitWith(0).Count("failed").ShouldBe(0);

            (await PageAsync("hello")).ShouldContain("<h1>good day, $USER</h1>");
        }
        finally
        {
            await PutBackAsync(before);
        }

        (await PageAsync("hello")).ShouldContain("<h1>hello</h1>");
    }

    [Fact]
    public async Task Second_stack_comes_with_its_name_and_goes_with_it()
    {
        var before = await ReadAsync();
        CopyStack("hello", "hallo");
        try
        {
            await WriteAsync(before.Replace("\nstacks:\n", "\nstacks:\n" + SecondStack, StringComparison.Ordinal));

            (await seed.Place.UpAsync(Cancel)).ShouldExitWith(0).Count("failed").ShouldBe(0);

            (await PageAsync("hallo")).ShouldContain("<h1>hallo</h1>");
            (await StacksAsync()).ShouldContain("hallo");
        }
        finally
        {
            await PutBackAsync(before);
        }

        (await StacksAsync()).ShouldNotContain("hallo");
        var containers = await seed.Place.RunAsync(
            Cancel,
            "guest",
            "exec",
            "drphoenix",
            "--",
            "docker",
            "ps",
            "--all",
            "--format",
            "{{.Names}}"
        );
        containers.ShouldExitWith(0).Output.ShouldNotContain("hallo");
        var refused = await Should.ThrowAsync<HttpRequestException>(() => PageAsync("hallo"));
        refused.InnerException.ShouldBeOfType<AuthenticationException>();
        (await PageAsync("hello")).ShouldContain("<h1>hello</h1>");
    }

    private string PlatformFile => Path.Combine(seed.Place.Directory, "phoenix.yaml");

    private Task<string> ReadAsync() => File.ReadAllTextAsync(PlatformFile, Cancel);

    private Task WriteAsync(string text) => File.WriteAllTextAsync(PlatformFile, text, Cancel);

    private async Task PutBackAsync(string text)
    {
        await WriteAsync(text);
        (await seed.Place.UpAsync(Cancel)).ShouldExitWith(0).Count("failed").ShouldBe(0);
    }

    private async Task<string> PageAsync(string host)
    {
        using var door = await Door.OfAsync(seed.Place, Cancel);
        return await door.Client.GetStringAsync($"https://{host}.phoenix.internal/", Cancel);
    }

    private async Task<string> StacksAsync() => (await seed.Place.RunAsync(Cancel, "stack", "ls")).ShouldExitWith(0).Output;

    // The same application on another port.
    private void CopyStack(string from, string to)
    {
        var (source, target) = (StackFolder(from), StackFolder(to));
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            var text = File.ReadAllText(file).Replace("\"8080:8080\"", "\"8081:8080\"", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(target, Path.GetFileName(file)), text);
        }
    }

    private string StackFolder(string name) => Path.Combine(seed.Place.Directory, "stacks", name);
}
