using Microsoft.Win32.SafeHandles;

namespace Phoenix.Cli.Entry;

/// <summary>
/// A terminal as a stream. One that has hung up refuses every byte (EIO); a run that it was to show goes on without it, so nothing is thrown:
/// there is nobody to read it, and nothing more to be read.
/// </summary>
internal sealed class TerminalStream(nint descriptor, FileAccess access) : Stream
{
    private readonly FileStream terminal = new(new SafeFileHandle(descriptor, ownsHandle: false), access, bufferSize: 0);

    /// <inheritdoc />
    public override bool CanRead => access == FileAccess.Read;

    /// <inheritdoc />
    public override bool CanWrite => access == FileAccess.Write;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return terminal.Read(buffer, offset, count);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            terminal.Write(buffer, offset, count);
        }
        catch (IOException) { }
    }

    /// <inheritdoc />
    public override void Flush() { }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            terminal.Dispose();
        }

        base.Dispose(disposing);
    }
}
