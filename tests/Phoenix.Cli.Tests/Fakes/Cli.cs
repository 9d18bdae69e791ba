using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Phoenix.Cli.Entry;
using Phoenix.Cli.Invocations;

namespace Phoenix.Cli.Tests;

/// <summary>The command line in a directory of its own, with a fake world behind it.</summary>
internal sealed class Cli : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("phoenix-cli-");

    public string Home => home.FullName;

    public FakeSessions Sessions { get; } = new();

    public FakeSignals Signals { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 11, 22, 23, 30, 0, TimeSpan.Zero));

    public Dictionary<string, string> Variables { get; } = [];

    public TerminalFacts Terminal { get; set; } = TerminalFacts.None;

    public string Answers { get; set; } = "";

    /// <summary>Called whenever a question is asked, before it is answered.</summary>
    public Action WhenAsked { get; set; } = () => { };

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    /// <summary>Both outputs without the directory's own name, for goldens.</summary>
    public string All => Clean($"{Output}--- standard error\n{Error}");

    public JsonElement[] Json =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public async Task<int> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLine.RunAsync(arguments, Context(TextWriter.Synchronized(output), TextWriter.Synchronized(error)));
        (Output, Error) = (output.ToString(), error.ToString());
        return exitCode;
    }

    public CliContext Context(TextWriter output, TextWriter error) =>
        new()
        {
            Output = output,
            Error = error,
            Input = new Answering(Answers, this),
            Variable = name => name == "PHOENIX_STATE" ? Path.Combine(Home, "state") : Variables.GetValueOrDefault(name),
            Directory = Home,
            Terminal = Terminal,
            Sessions = Sessions,
            Signals = Signals,
            Time = Time,
            User = "ada",
            HostsPath = Path.Combine(Home, "hosts"),
        };

    public string Write(string name, string text)
    {
        var path = Path.Combine(Home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        Signals.Dispose();
        home.Delete(recursive: true);
    }

    private sealed class Answering(string answers, Cli cli) : StringReader(answers)
    {
        public override string? ReadLine()
        {
            cli.WhenAsked();
            return base.ReadLine();
        }
    }

    private string Clean(string text) => text.Replace(Home, "/home/ada", StringComparison.Ordinal);
}
