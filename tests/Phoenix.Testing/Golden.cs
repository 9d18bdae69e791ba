using System.Runtime.CompilerServices;
using System.Text;

namespace Phoenix.Testing;

/// <summary>
/// Compares text with a file under <c>Goldens/</c> beside the test's source. <c>PHOENIX_UPDATE_GOLDENS=1</c> writes what is there now;
/// the difference is then reviewed like code.
/// </summary>
public static class Golden
{
    private const int ContextLines = 2;

    /// <summary>Fails unless <paramref name="actual"/> is the golden <paramref name="name"/> (a relative path with an extension, e.g. <c>nginx.conf</c>).</summary>
    /// <param name="actual">What the code under test made. Line ends are compared as <c>\n</c>.</param>
    /// <param name="name">The file's path below <c>Goldens/</c>.</param>
    /// <param name="testFile">Filled in by the compiler.</param>
    public static void Matches(string actual, string name, [CallerFilePath] string testFile = "") =>
        Compare(actual, Path.Combine(Path.GetDirectoryName(testFile)!, "Goldens", name));

    /// <summary>As <see cref="Matches"/>, for a file anywhere, e.g. a generated page under <c>docs/</c>.</summary>
    /// <param name="actual">What the code under test made.</param>
    /// <param name="path">The file's path.</param>
    public static void MatchesFile(string actual, string path) => Compare(actual, path);

    private static void Compare(string actual, string path)
    {
        var made = Normal(actual);
        if (Environment.GetEnvironmentVariable("PHOENIX_UPDATE_GOLDENS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, made, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return;
        }

        if (!File.Exists(path))
        {
            Assert.Fail($"There is no golden {path} yet. Run the test with PHOENIX_UPDATE_GOLDENS=1 and review it.\n\n{made}");
        }

        var expected = Normal(File.ReadAllText(path));
        if (expected != made)
        {
            Assert.Fail($"Not as the golden {path} has it (PHOENIX_UPDATE_GOLDENS=1 writes it anew):\n\n{Difference(expected, made)}");
        }
    }

    private static string Normal(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        return lines.EndsWith('\n') ? lines : lines + "\n";
    }

    /// <summary>The lines between the common beginning and the common end, with a little context: enough to see what moved.</summary>
    private static string Difference(string expected, string made)
    {
        var (old, now) = (expected.Split('\n'), made.Split('\n'));
        var head = 0;
        while (head < old.Length && head < now.Length && old[head] == now[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < old.Length - head && tail < now.Length - head && old[^(tail + 1)] == now[^(tail + 1)])
        {
            tail++;
        }

        var from = Math.Max(0, head - ContextLines);
        return string.Join(
            '\n',
            [
                $"@@ line {from + 1} @@",
                .. old[from..head].Select(line => "  " + line),
                .. old[head..(old.Length - tail)].Select(line => "- " + line),
                .. now[head..(now.Length - tail)].Select(line => "+ " + line),
                .. now[(now.Length - tail)..].Take(ContextLines).Select(line => "  " + line),
            ]
        );
    }
}
