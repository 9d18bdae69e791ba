namespace Phoenix.Components.Stacks;

/// <summary>The name of an image: <c>debian:13-slim</c>, <c>registry:5000/team/app:1</c>, <c>app@sha256:…</c>.</summary>
/// <param name="Repository">Everything before the tag.</param>
/// <param name="Tag">The tag, <c>latest</c> when none is given, or the digest with its algorithm.</param>
public sealed record ImageReference(string Repository, string Tag)
{
    /// <summary>Reads a reference as Docker does: a colon after the last slash begins the tag.</summary>
    public static ImageReference Parse(string text)
    {
        if (text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at)
        {
            return new ImageReference(text[..at], text[(at + 1)..]);
        }

        var colon = text.LastIndexOf(':');
        return colon > text.LastIndexOf('/') ? new ImageReference(text[..colon], text[(colon + 1)..]) : new ImageReference(text, "latest");
    }

    /// <inheritdoc />
    public override string ToString() => Repository + (Tag.Contains(':', StringComparison.Ordinal) ? "@" : ":") + Tag;
}
