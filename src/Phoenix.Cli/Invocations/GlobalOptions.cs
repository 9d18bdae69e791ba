using System.CommandLine;
using Phoenix.Cli.Terminal;

namespace Phoenix.Cli.Invocations;

/// <summary>The options that every command understands.</summary>
internal sealed class GlobalOptions
{
    private const int DefaultParallelism = 8;

    // Longer than a renewal of all certificates takes: the host's timer may begin one at any time.
    private static readonly TimeSpan DefaultLockTimeout = TimeSpan.FromMinutes(2);

    /// <summary><c>--file</c>.</summary>
    public Option<string?> File { get; } =
        new("--file", "-f")
        {
            Description = "The platform file. Default: PHOENIX_FILE, else phoenix.yaml here or in a directory above.",
            HelpName = "path",
            Recursive = true,
        };

    /// <summary><c>--output</c>.</summary>
    public Option<OutputFormat> Output { get; } =
        new("--output", "-o")
        {
            Description = "Text for people, or JSON for programs (one object per line for long-running commands).",
            HelpName = "text|json",
            Recursive = true,
            CustomParser = result =>
                result.Tokens.Count == 1 && IsWord<OutputFormat>(result.Tokens[0].Value, out var format)
                    ? format
                    : Refuse<OutputFormat>(result, "--output is text or json"),
        };

    /// <summary><c>--yes</c>.</summary>
    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Agree to the plan without being asked.", Recursive = true };

    /// <summary><c>--parallelism</c>.</summary>
    public Option<int> Parallelism { get; } =
        new("--parallelism")
        {
            Description = "How many resources are worked on at once.",
            HelpName = "count",
            Recursive = true,
            DefaultValueFactory = _ => DefaultParallelism,
            CustomParser = result =>
                result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var count) && count is >= 1 and <= 64
                    ? count
                    : Refuse<int>(result, "--parallelism is a number from 1 to 64"),
        };

    /// <summary><c>--lock-timeout</c>.</summary>
    public Option<TimeSpan> LockTimeout { get; } =
        new("--lock-timeout")
        {
            Description = "How long a run waits for another one on the same platform to end, such as 30s or 5min; 0s: not at all.",
            HelpName = "time",
            Recursive = true,
            DefaultValueFactory = _ => DefaultLockTimeout,
            CustomParser = result =>
                result.Tokens.Count == 1 && Durations.TryParse(result.Tokens[0].Value, out var limit)
                    ? limit
                    : Refuse<TimeSpan>(result, "--lock-timeout is a time such as 30s, 5min or 1h"),
        };

    /// <summary><c>--color</c>.</summary>
    public Option<ColourChoice> Colour { get; } =
        new("--color")
        {
            Description = "Colours: auto (on a terminal, unless NO_COLOR or TERM=dumb), always or never.",
            HelpName = "auto|always|never",
            Recursive = true,
            CustomParser = result =>
                result.Tokens.Count == 1 && IsWord<ColourChoice>(result.Tokens[0].Value, out var choice)
                    ? choice
                    : Refuse<ColourChoice>(result, "--color is auto, always or never"),
        };

    /// <summary>Constructs the options; suggestions of values are for shell completion.</summary>
    public GlobalOptions()
    {
        File.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("--file is the path of a file");
            }
        });
        // Those of the types would come besides, in their own spelling.
        Output.CompletionSources.Clear();
        Output.CompletionSources.Add("text", "json");
        Colour.CompletionSources.Clear();
        Colour.CompletionSources.Add("auto", "always", "never");
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [File, Output, Yes, Parallelism, LockTimeout, Colour];

    // Enum.TryParse alone also takes numbers and lists of words.
    private static bool IsWord<T>(string written, out T word)
        where T : struct, Enum
    {
        word = default;
        return Enum.GetNames<T>().Contains(written, StringComparer.OrdinalIgnoreCase) && Enum.TryParse(written, ignoreCase: true, out word);
    }

    private static T Refuse<T>(System.CommandLine.Parsing.ArgumentResult result, string message)
    {
        result.AddError(message);
        return default!;
    }
}
