using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Phoenix.Components.Tests.Portainer;

/// <summary>A request as it came over the wire.</summary>
internal sealed record ScriptedRequest(string Method, string Target, ImmutableDictionary<string, string> Headers, string Body)
{
    public string Path => Target.Split('?')[0];

    public static async Task<ScriptedRequest> ReadAsync(Stream stream, CancellationToken cancel)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)await ByteAsync(stream, cancel));
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..]
            .Select(line => line.Split(": ", 2))
            .ToImmutableDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        var request = lines[0].Split(' ');
        var body =
            headers.TryGetValue("Content-Length", out var length)
                ? await BytesAsync(stream, int.Parse(length, CultureInfo.InvariantCulture), cancel)
            : headers.ContainsKey("Transfer-Encoding") ? await ChunksAsync(stream, cancel)
            : [];
        return new ScriptedRequest(request[0], request[1], headers, Encoding.UTF8.GetString(body));
    }

    private static async Task<byte[]> ChunksAsync(Stream stream, CancellationToken cancel)
    {
        var all = new List<byte>();
        while (true)
        {
            var line = new StringBuilder();
            while (!line.ToString().EndsWith("\r\n", StringComparison.Ordinal))
            {
                line.Append((char)await ByteAsync(stream, cancel));
            }

            var length = int.Parse(line.ToString().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            all.AddRange(await BytesAsync(stream, length, cancel));
            await BytesAsync(stream, 2, cancel);
            if (length == 0)
            {
                return [.. all];
            }
        }
    }

    private static async Task<byte> ByteAsync(Stream stream, CancellationToken cancel) => (await BytesAsync(stream, 1, cancel))[0];

    private static async Task<byte[]> BytesAsync(Stream stream, int count, CancellationToken cancel)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }
}
