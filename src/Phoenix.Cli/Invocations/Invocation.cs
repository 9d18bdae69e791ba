using System.CommandLine;
using System.Text.Json;
using Phoenix.Cli.Terminal;

namespace Phoenix.Cli.Invocations;

/// <summary>One command being run: what was asked and where the answer goes.</summary>
internal sealed class Invocation
{
    private readonly GlobalOptions options;
    private JsonLines? json;

    /// <summary>Takes a parsed command line apart.</summary>
    public Invocation(CliContext context, GlobalOptions options, ParseResult parsed)
    {
        this.options = options;
        Context = context;
        Parsed = parsed;
        var choice = parsed.GetValue(options.Colour);
        Out = ScreenOn(context.Output, context.Terminal.Output, choice);
        Error = ScreenOn(context.Error, context.Terminal.Error, choice);
        IsLive = context.Terminal.Error && context.Variable("TERM") != "dumb" && context.Variable("CI") is null or "";
    }

    /// <summary>The surroundings.</summary>
    public CliContext Context { get; }

    /// <summary>The parsed command line.</summary>
    public ParseResult Parsed { get; }

    /// <summary>Standard output: data.</summary>
    public Screen Out { get; }

    /// <summary>Standard error: progress, prompts, errors.</summary>
    public Screen Error { get; }

    /// <summary>Progress may be drawn in place.</summary>
    public bool IsLive { get; }

    /// <summary>JSON was asked for.</summary>
    public bool IsJson => Parsed.GetValue(options.Output) == OutputFormat.Json;

    /// <summary>The plan is agreed to.</summary>
    public bool Yes => Parsed.GetValue(options.Yes);

    /// <summary>How many things at once.</summary>
    public int Parallelism => Parsed.GetValue(options.Parallelism);

    /// <summary>How long this run waits for another one to end.</summary>
    public TimeSpan LockTimeout => Parsed.GetValue(options.LockTimeout);

    /// <summary>The platform file that was named.</summary>
    public string? File => Parsed.GetValue(options.File);

    /// <summary>It is known that nothing was changed yet; said when the command is stopped.</summary>
    public bool IsUntouched { get; set; }

    /// <summary>Cancelled by the first signal: for work that changes nothing.</summary>
    public CancellationToken Cancel => Context.Signals.Tokens.Stop;

    /// <summary>JSON lines on standard output; the first has the schema's version.</summary>
    public JsonLines Json => json ??= new JsonLines(Context.Output);

    /// <summary>Writes one JSON object as the whole answer.</summary>
    public void WriteJson(Action<Utf8JsonWriter> properties) => Json.Write(properties);

    private Screen ScreenOn(TextWriter writer, bool isTerminal, ColourChoice choice)
    {
        var plain = Context.Variable("NO_COLOR") is { Length: > 0 } || Context.Variable("TERM") == "dumb" || !isTerminal;
        var colours = choice == ColourChoice.Always || (choice == ColourChoice.Auto && !plain) ? ColourUse.Always : ColourUse.Never;
        return new Screen(writer, colours, isTerminal ? Context.Terminal.Size : null);
    }
}
