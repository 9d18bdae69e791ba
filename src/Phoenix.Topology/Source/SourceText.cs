using System.Text;

namespace Phoenix.Topology;

/// <summary>The text of a file, with its path as it is shown to the user.</summary>
/// <param name="Path">The path as shown, e.g. <c>phoenix.yaml</c>.</param>
/// <param name="Text">The whole text, without a byte order mark.</param>
public sealed record SourceText(string Path, string Text)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file of more bytes is too large whatever they are: who reads it may stop there, and the text is still told to be too long.</summary>
    public const int MostBytes = (3 * Yaml.YamlLimits.Characters) + 4;

    /// <summary>Whether the bytes were UTF-8. When they were not, <see cref="Text"/> has U+FFFD where they were wrong.</summary>
    public bool IsUtf8 { get; init; } = true;

    /// <summary>Decodes a file's bytes; never throws.</summary>
    /// <param name="path">The path as shown.</param>
    /// <param name="bytes">The file as it is on disk, with or without a byte order mark.</param>
    public static SourceText FromBytes(string path, ReadOnlySpan<byte> bytes)
    {
        var content = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        try
        {
            return new SourceText(path, Strict.GetString(content));
        }
        catch (DecoderFallbackException)
        {
            return new SourceText(path, Encoding.UTF8.GetString(content)) { IsUtf8 = false };
        }
    }
}
