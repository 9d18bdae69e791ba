using System.CommandLine;
using Phoenix.Cli.Errors;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Terminal;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix explain</c>: what an error code means and what to do.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var code = new Argument<string?>("code")
        {
            Description = "The code as it stands beside the error, e.g. PHX1104; all of them by default.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "code",
        };
        code.CompletionSources.Add(_ => ErrorCatalog.All.Select(known => new System.CommandLine.Completions.CompletionItem(known.Code)));
        var command = new Command("explain", "Say what an error code means and what to do.") { code };
        run.Bind(command, invocation => invocation.Parsed.GetValue(code) is { } written ? One(invocation, written) : All(invocation));
        return command;
    }

    private static int One(Invocation invocation, string written)
    {
        var code = ErrorCatalog.Find(written) ?? throw Unknown(written);
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteString("code", code.Code);
                json.WriteString("title", code.Title);
                json.WriteString("meaning", code.Meaning);
                json.WriteString("remedy", code.Remedy);
            });
            return ExitCodes.Done;
        }

        var width = invocation.Out.Width ?? 80;
        invocation.Out.Write([
            Line.Of(code.Code, Tone.Bad).With("  " + code.Title, Tone.Strong),
            Line.Empty,
            .. Wrapped.Lines(code.Meaning, width),
            Line.Empty,
            .. Wrapped.Lines(code.Remedy, width),
        ]);
        return ExitCodes.Done;
    }

    private static int All(Invocation invocation)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteStartArray("codes");
                foreach (var code in ErrorCatalog.All)
                {
                    json.WriteStartObject();
                    json.WriteString("code", code.Code);
                    json.WriteString("title", code.Title);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCodes.Done;
        }

        invocation.Out.Write(ErrorCatalog.All.Select(code => Line.Of(code.Code, Tone.Strong).With("  " + code.Title)));
        return ExitCodes.Done;
    }

    private static PhoenixException Unknown(string written) =>
        new(CliErrors.UnknownCode, $"there is no error code \"{written}\"")
        {
            Help = Nearest.To(written, ErrorCatalog.All.Select(code => code.Code)) is { } near ? $"did you mean {near}?" : null,
        };
}
