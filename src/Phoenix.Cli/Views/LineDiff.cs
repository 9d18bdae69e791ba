using System.Collections.Immutable;

namespace Phoenix.Cli.Views;

/// <summary>The lines in which two texts differ.</summary>
internal static class LineDiff
{
    // Above this many lines the table of the exact comparison is not worth its memory.
    private const int LongestExact = 600;

    /// <summary>Removed and added lines in order; what is the same is left out.</summary>
    public static ImmutableArray<(char Sign, string Text)> Of(string live, string declared)
    {
        var (old, now) = (Lines(live), Lines(declared));
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

        return Between(old[head..(old.Length - tail)], now[head..(now.Length - tail)]);
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static ImmutableArray<(char Sign, string Text)> Between(string[] old, string[] now)
    {
        if (old.Length > LongestExact || now.Length > LongestExact)
        {
            return [.. old.Select(line => ('-', line)), .. now.Select(line => ('+', line))];
        }

        var common = CommonLengths(old, now);
        var diff = ImmutableArray.CreateBuilder<(char, string)>();
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                diff.Add(('-', old[i++]));
            }
            else
            {
                diff.Add(('+', now[j++]));
            }
        }

        return diff.ToImmutable();
    }

    // The length of the longest common subsequence of what follows each pair of places.
    private static int[,] CommonLengths(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
