using System.CommandLine;

namespace Phoenix.Cli.Commands;

/// <summary><c>--lines</c>: how much of a log is printed.</summary>
internal static class LinesOption
{
    private const int Usual = 100;

    /// <summary>The option.</summary>
    public static Option<int> Build()
    {
        var option = new Option<int>("--lines", "-n")
        {
            Description = "How many lines.",
            HelpName = "count",
            DefaultValueFactory = _ => Usual,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var count) || count is < 1 or > 100_000))
            {
                result.AddError("--lines is a number from 1 to 100000");
            }
        });
        return option;
    }
}
