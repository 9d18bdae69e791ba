using System.Buffers.Binary;

namespace Phoenix.Lab.Pct;

/// <summary>What a frame on pct's socket carries.</summary>
internal enum PctFrameKind : byte
{
    /// <summary>The request, JSON; the first frame of a connection.</summary>
    Request = 1,

    /// <summary>Bytes of standard input.</summary>
    Input = 2,

    /// <summary>Standard input has ended.</summary>
    InputEnd = 3,

    /// <summary>Bytes of standard output.</summary>
    Output = 4,

    /// <summary>Bytes of standard error.</summary>
    Error = 5,

    /// <summary>The exit code, four bytes; the last frame.</summary>
    Exit = 6,
}

/// <summary>Frames on pct's socket: the kind, four bytes of length (little-endian), the bytes.</summary>
internal static class PctFrame
{
    private const int HeaderLength = 5;
    private const int Largest = 1 << 20;

    /// <summary>Writes one frame.</summary>
    public static async Task WriteAsync(Stream stream, PctFrameKind kind, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var frame = new byte[HeaderLength + content.Length];
        frame[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(1), content.Length);
        content.CopyTo(frame.AsMemory(HeaderLength));
        await stream.WriteAsync(frame, cancel);
    }

    /// <summary>Reads one frame; null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">A length that no frame has.</exception>
    public static async Task<(PctFrameKind Kind, byte[] Content)?> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var header = new byte[HeaderLength];
        var read = await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancel);
        if (read < HeaderLength)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(1));
        if (length is < 0 or > Largest)
        {
            throw new InvalidDataException($"a frame of {length} bytes");
        }

        var content = new byte[length];
        await stream.ReadExactlyAsync(content, cancel);
        return ((PctFrameKind)header[0], content);
    }
}
