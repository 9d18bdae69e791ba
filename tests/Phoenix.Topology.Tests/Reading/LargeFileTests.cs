using System.Collections.Immutable;
using System.Text;

namespace Phoenix.Topology.Tests.Reading;

/// <summary>The work for a file within the limits grows with its size, not with the square of it, however odd the file is.</summary>
public sealed class LargeFileTests
{
    // Gigabytes where each mark copies its line; and unlike a time it does not depend on what else the machine does.
    private const long MostAllocated = 256 * 1024 * 1024;

    [Fact]
    public void Thousands_of_unknown_keys_on_one_line_are_told_at_once()
    {
        var text = "{ " + string.Concat(Enumerable.Range(0, 9_500).Select(at => $"k{at}: 1, ")) + "platform: home }";

        var result = Measured(() => PlatformReader.Read(new SourceText("phoenix.yaml", text), new InMemoryFiles(SeedPlatform.Files)));

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

        Measured(() => PlatformReader.Read(SeedPlatform.Source, files)).Diagnostics.ShouldBeEmpty();
    }

    private static PlatformResult Measured(Func<PlatformResult> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = read();
        DiagnosticRenderer.Render(result);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostAllocated);
        return result;
    }
}
