using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;

namespace Phoenix.Topology.Tests.Reading;

/// <summary>Files within the limits are told of in moments, however odd they are.</summary>
public sealed class LargeFileTests
{
    // Seconds where the work grew with the square of the size; far below one where it does not.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    [Fact]
    public void Thousands_of_unknown_keys_on_one_line_are_told_at_once()
    {
        var text = "{ " + string.Concat(Enumerable.Range(0, 9_500).Select(at => $"k{at}: 1, ")) + "platform: home }";

        var result = Timed(() => PlatformReader.Read(new SourceText("phoenix.yaml", text), new InMemoryFiles(SeedPlatform.Files)));

        result.Errors.ShouldBeGreaterThan(9_500);
        DiagnosticRenderer.Render(result).ToString().Length.ShouldBeLessThan(50_000);
    }

    [Fact]
    public void Thousands_of_ports_are_compared_at_once()
    {
        var ports = string.Concat(Enumerable.Range(10_000, 10_000).Select(port => $", 127.0.0.{port % 200}:{port}:80"));
        var compose = $"services:\n  web:\n    image: a\n    ports: [8080:80{ports}]\n";
        ImmutableArray<byte> bytes = [.. Encoding.UTF8.GetBytes(compose)];
        var files = new InMemoryFiles(SeedPlatform.Files.SetItem("stacks/hello/compose.yaml", bytes));

        Timed(() => PlatformReader.Read(SeedPlatform.Source, files)).Diagnostics.ShouldBeEmpty();
    }

    private static PlatformResult Timed(Func<PlatformResult> read)
    {
        var clock = Stopwatch.StartNew();
        var result = read();
        DiagnosticRenderer.Render(result);
        clock.Elapsed.ShouldBeLessThan(Moment);
        return result;
    }
}
