using Phoenix.Cli.Errors;
using Phoenix.Topology;

namespace Phoenix.Cli.Entry;

/// <summary>
/// A standard stream that is written to, whatever it is: closed, or on a full disk. The first failure is told when that is asked for; what
/// comes afterwards is dropped, so that telling it does not fail again.
/// </summary>
internal sealed class GuardedStream(Func<Stream> open, bool tells) : Stream
{
    private Stream? inner;
    private bool hasFailed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (hasFailed)
        {
            return;
        }

        try
        {
            inner ??= open();
            inner.Write(buffer);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            hasFailed = true;
            if (tells)
            {
                throw new PhoenixException(CliErrors.OutputFailed, $"standard output cannot be written: {refused.Message}", refused);
            }
        }
    }

    /// <summary>Nothing is held back: every write goes on at once.</summary>
    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
