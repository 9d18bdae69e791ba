namespace Phoenix.Topology.Language;

/// <summary>The nearest of the words that are known, for a word that is not.</summary>
internal static class DidYouMean
{
    private const int LongestWord = 40;

    /// <summary>The nearest word, or null when none is near: at most a third of the letters are wrong.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > LongestWord)
        {
            return null;
        }

        return known
            .Select(word => (word, distance: Distance(written.ToLowerInvariant(), word.ToLowerInvariant())))
            .Where(pair => pair.distance <= Math.Max(1, Math.Max(written.Length, pair.word.Length) / 3))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.word)
            .FirstOrDefault();
    }

    /// <summary>A way out with the nearest word, or null.</summary>
    public static string? Help(string written, IEnumerable<string> known) =>
        Nearest(written, known) is { } word ? $"did you mean \"{word}\"?" : null;

    /// <summary>How many letters must be put in, left out, changed or swapped with their neighbour (Damerau, Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        var costs = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                costs[i, j] = Cost(i, j);
            }
        }

        return costs[from.Length, to.Length];

        int Cost(int i, int j)
        {
            if (i == 0 || j == 0)
            {
                return i + j;
            }

            var change = from[i - 1] == to[j - 1] ? 0 : 1;
            var least = Math.Min(Math.Min(costs[i - 1, j] + 1, costs[i, j - 1] + 1), costs[i - 1, j - 1] + change);
            var swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            return swapped ? Math.Min(least, costs[i - 2, j - 2] + 1) : least;
        }
    }
}
