using System.Diagnostics;
using System.Text;

namespace Phoenix.Cli.Tests;

/// <summary>A running command line that is sent signals.</summary>
internal sealed class CommandProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder said = new();

    public CommandProcess(string program, string home, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        // What runs the tests may ignore signals (nohup, a background job of a script does), and children inherit that: not these.
        var start = new ProcessStartInfo("env", ["--default-signal", program, .. arguments])
        {
            WorkingDirectory = home,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PHOENIX_STATE"] = Path.Combine(home, "state");
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
    }

    public bool IsRunning => !process.HasExited;

    public StreamReader Output => process.StandardOutput;

    public string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    public async Task UntilItSaysAsync(string words)
    {
        var began = Stopwatch.GetTimestamp();
        while (!Said.Contains(words, StringComparison.Ordinal))
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Patience, $"it never said \"{words}\":\n{Said}");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    public void Send(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, $"{process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (said)
        {
            said.Append(line).Append('\n');
        }
    }
}
