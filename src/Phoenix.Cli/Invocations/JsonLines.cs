using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Phoenix.Cli.Invocations;

/// <summary>JSON objects, one a line. The first says which version of the contract the lines follow.</summary>
internal sealed class JsonLines(TextWriter writer)
{
    /// <summary>The version of the contract: raised when a property changes its meaning or goes away.</summary>
    public const int SchemaVersion = 1;

    // Relaxed: the lines go to programs, not into HTML, and people read them, too.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private bool begun;

    /// <summary>Writes a line with these properties.</summary>
    public void Write(Action<Utf8JsonWriter> properties)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            if (!begun)
            {
                json.WriteNumber("schemaVersion", SchemaVersion);
            }

            properties(json);
            json.WriteEndObject();
        }

        begun = true;
        writer.Write(Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n");
        writer.Flush();
    }
}
