using System.Buffers.Binary;
using System.Text;

namespace Phoenix.Components.Portainer.Api;

/// <summary>The engine's log frames: one byte for the stream, three of nothing, the length as four bytes big-endian, the text. A container with a terminal has none.</summary>
internal static class LogFrames
{
    private const int Header = 8;

    public static string Join(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (!bytes.IsEmpty)
        {
            if (bytes.Length < Header || bytes[0] > 2 || bytes[1] != 0 || bytes[2] != 0 || bytes[3] != 0)
            {
                return text.Append(Encoding.UTF8.GetString(bytes)).ToString();
            }

            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), (uint)(bytes.Length - Header));
            text.Append(Encoding.UTF8.GetString(bytes.Slice(Header, length)));
            bytes = bytes[(Header + length)..];
        }

        return text.ToString();
    }
}
