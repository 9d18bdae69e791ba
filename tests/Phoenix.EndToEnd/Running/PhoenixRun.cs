using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Phoenix.EndToEnd.Running;

/// <summary>How a run of the phoenix binary ended.</summary>
/// <param name="ExitCode">The documented exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Took">Wall time.</param>
public sealed record PhoenixRun(int ExitCode, string Output, string Error, TimeSpan Took)
{
    /// <summary>The JSON lines of standard output.</summary>
    public ImmutableArray<JsonObject> Events =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>The last line, <c>{"type":"result",...}</c>.</summary>
    public JsonObject Result => Events[^1];

    /// <summary>A number of the result.</summary>
    public int Count(string name) => Result[name]!.GetValue<int>();

    /// <summary>Fails with everything that was said unless the exit code is as expected.</summary>
    public PhoenixRun ShouldExitWith(int expected)
    {
        ExitCode.ShouldBe(expected, $"stdout:\n{Output}\nstderr:\n{Error}");
        return this;
    }

    /// <summary>Starts the binary; the caller waits for it, or kills it.</summary>
    public static Process Start(PhoenixPlace place, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(PhoenixPlace.Binary, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = place.Directory,
        };
        foreach (var (name, value) in place.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs the binary to its end.</summary>
    public static async Task<PhoenixRun> OfAsync(PhoenixPlace place, CancellationToken cancel, params IEnumerable<string> arguments)
    {
        var begin = TimeProvider.System.GetTimestamp();
        using var process = Start(place, arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return new PhoenixRun(process.ExitCode, await output, await error, TimeProvider.System.GetElapsedTime(begin));
    }
}
