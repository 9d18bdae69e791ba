using System.CommandLine;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix validate</c>: reads the platform file and says everything that is wrong with it.</summary>
internal static class ValidateCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var command = new Command("validate", "Check the platform file and say everything that is wrong with it, all at once.");
        run.Bind(command, Run);
        return command;
    }

    private static int Run(Invocation invocation)
    {
        var (path, result) = PlatformLoader.ReadFile(invocation);
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteString("type", "result");
                DiagnosticsView.WriteJson(json, result);
            });
        }
        else
        {
            DiagnosticsView.Write(invocation, result);
        }

        if (result.Platform is not { } platform)
        {
            return ExitCodes.InvalidConfiguration;
        }

        if (!invocation.IsJson)
        {
            invocation.Out.Write([
                Line.Of("valid", Tone.Good)
                    .With($"  {Path.GetRelativePath(invocation.Context.Directory, path)}  ")
                    .With(
                        $"{platform.Name} ({platform.Domain}): {Counted.Of(platform.Guests.Length, "guest")}, {Counted.Of(platform.Stacks.Length, "stack")}, {Counted.Of(platform.Routes.Length, "route")}",
                        Tone.Faint
                    ),
            ]);
        }

        return ExitCodes.Done;
    }
}
