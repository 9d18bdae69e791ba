using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Phoenix.Cli.Tests;

/// <summary>The tests, as xunit's own entry point runs them; or, when a test asks for it, a command line that is sent real signals.</summary>
internal static class TestProgram
{
    public static Task<int> Main(string[] arguments) =>
        Environment.GetEnvironmentVariable(SignalledCommand.Variable) is { } step ? SignalledCommand.RunAsync(step, arguments)
        : arguments.Any(argument => argument is "--server" or "--internal-msbuild-node")
            ? TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
        : ConsoleRunner.Run(arguments);
}
