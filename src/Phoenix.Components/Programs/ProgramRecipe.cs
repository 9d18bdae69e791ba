using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Phoenix.Components.Programs;

/// <summary>How a program is built from Debian's packages: a constant script that installs what it needs and leaves the program and its version in <c>/phoenix-build</c>.</summary>
/// <param name="Name">The program.</param>
/// <param name="Script">POSIX sh; it runs as root in a throw-away Debian system.</param>
public sealed record ProgramRecipe(string Name, string Script)
{
    /// <summary>Where the script leaves the program, in the system it runs in.</summary>
    public const string OutputDirectory = "/phoenix-build";

    /// <summary>The recipe's digest: another recipe is another program in the cache.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))[..16];

    /// <summary>All recipes.</summary>
    public static ImmutableArray<ProgramRecipe> All { get; } = [new("step-ca", Read("build-step-ca.sh"))];

    private static string Read(string name)
    {
        using var stream = typeof(ProgramRecipe).Assembly.GetManifestResourceStream($"Programs/Scripts/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
