using System.Net;
using System.Text;

namespace Phoenix.Proxmox.Transport;

/// <summary>
/// The multipart body of an upload, as the node's own hand-written parser wants it: <c>content</c>, <c>checksum-algorithm</c>,
/// <c>checksum</c>, then the file in a field called <c>filename</c>; quoted names, Content-Disposition first, an unquoted boundary
/// and a Content-Length (chunked bodies are refused).
/// </summary>
internal sealed class UploadContent : HttpContent
{
    private readonly Stream file;
    private readonly long start;
    private readonly byte[] head;
    private readonly byte[] tail;

    /// <summary>A body around a seekable stream, from its present position to its end.</summary>
    public UploadContent(string contentType, string fileName, string? sha256, Stream file)
    {
        // 24 random digits: the boundary must not be in the file, and 2^96 makes that certain enough not to search for it.
        var boundary = "phoenix" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12));
        var text = new StringBuilder();
        Field("content", contentType);
        if (sha256 is not null)
        {
            Field("checksum-algorithm", "sha256");
            Field("checksum", sha256);
        }

        text.Append($"--{boundary}\r\nContent-Disposition: form-data; name=\"filename\"; filename=\"{Quotable(fileName)}\"\r\n");
        text.Append("Content-Type: application/octet-stream\r\n\r\n");
        head = Encoding.UTF8.GetBytes(text.ToString());
        tail = Encoding.UTF8.GetBytes($"\r\n--{boundary}--\r\n");
        this.file = file;
        start = file.Position;
        Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");

        void Field(string name, string value) =>
            text.Append($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = head.Length + (file.Length - start) + tail.Length;
        return true;
    }

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc />
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancel)
    {
        file.Position = start;
        await stream.WriteAsync(head, cancel);
        await file.CopyToAsync(stream, cancel);
        await stream.WriteAsync(tail, cancel);
    }

    // The node replaces what it does not like in a name by "_" itself; only what would break the header must not reach it.
    private static string Quotable(string name) =>
        string.Concat(name.Select(letter => letter is '"' or '\\' || char.IsControl(letter) ? '_' : letter));
}
