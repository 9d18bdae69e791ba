using System.Runtime.CompilerServices;
using System.Text;

namespace Phoenix.Proxmox.Transport;

/// <summary>A path of the API, written as an interpolated string whose every hole is percent-encoded, so that no value can leave its segment.</summary>
[InterpolatedStringHandler]
internal readonly ref struct ApiPath
{
    private readonly StringBuilder text;

    public ApiPath(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 8));

    public void AppendLiteral(string literal) => text.Append(literal);

    public void AppendFormatted(string value) => text.Append(Uri.EscapeDataString(value));

    public void AppendFormatted(int value) => text.Append(value);

    /// <summary>A part that was built as a path already.</summary>
    public void AppendFormatted(BuiltPath value) => text.Append(value.Text);

    public override string ToString() => text.ToString();

    /// <summary>The finished path.</summary>
    public static string Of(ApiPath path) => path.ToString();
}

/// <summary>A path whose segments are encoded already.</summary>
internal readonly record struct BuiltPath(string Text);
