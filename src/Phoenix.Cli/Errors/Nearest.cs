namespace Phoenix.Cli.Errors;

/// <summary>What somebody may have meant: the nearest of the known words.</summary>
internal static class Nearest
{
    private const int Farthest = 3;

    /// <summary>The nearest word, or null when none is near.</summary>
    public static string? To(string written, IEnumerable<string> known) =>
        known
            .Select(word => (Word: word, Distance: Distance(written.ToUpperInvariant(), word.ToUpperInvariant())))
            .Where(pair => pair.Distance <= Math.Min(Farthest, Math.Max(1, pair.Word.Length / 2)))
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Word)
            .FirstOrDefault();

    // Levenshtein's distance, one row at a time.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var cost = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(cost, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
