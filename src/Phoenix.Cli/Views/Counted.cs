namespace Phoenix.Cli.Views;

/// <summary>Numbers with their noun.</summary>
internal static class Counted
{
    /// <summary><c>1 guest</c>, <c>2 guests</c>.</summary>
    public static string Of(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
