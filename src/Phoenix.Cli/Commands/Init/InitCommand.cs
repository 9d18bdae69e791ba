using System.CommandLine;
using Phoenix.Cli.Errors;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Terminal;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix init</c>: writes the commented seed platform to start from.</summary>
internal static class InitCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var directory = new Argument<string>("directory")
        {
            Description = "Where to write; this directory by default.",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => ".",
        };
        directory.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }])
            {
                result.AddError("the directory is the path of one");
            }
        });
        var force = new Option<bool>("--force") { Description = "Overwrite what is there." };
        var command = new Command("init", "Write a commented phoenix.yaml and the sample stack, to start from.") { directory, force };
        run.Bind(
            command,
            invocation =>
            {
                var target = Path.GetFullPath(invocation.Parsed.GetValue(directory)!, invocation.Context.Directory);
                return Run(invocation, target, invocation.Parsed.GetValue(force) ? SeedFiles.Overwrite : SeedFiles.Refuse);
            }
        );
        return command;
    }

    private static int Run(Invocation invocation, string target, SeedFiles whenThere)
    {
        var written = SeedWriter.Write(target, whenThere);
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteStartArray("written");
                foreach (var path in written)
                {
                    json.WriteStringValue(path);
                }

                json.WriteEndArray();
            });
            return ExitCodes.Done;
        }

        invocation.Out.Write([
            .. written.Select(path => Line.Of("wrote  ", Tone.Faint).With(Path.GetRelativePath(invocation.Context.Directory, path))),
            Line.Of("next   ", Tone.Faint).With("phoenix validate, then phoenix up", Tone.Accent),
        ]);
        return ExitCodes.Done;
    }
}
