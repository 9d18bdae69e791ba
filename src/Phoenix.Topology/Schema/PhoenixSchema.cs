using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Phoenix.Topology.Language;

namespace Phoenix.Topology;

/// <summary>The JSON Schema (2020-12) of <c>phoenix.yaml</c>, for completion and checks in editors. Made from the same keys that the reader uses.</summary>
public static class PhoenixSchema
{
    private static readonly Lazy<string> Text = new(Render);

    /// <summary>The schema as indented JSON with a line end.</summary>
    public static string Json => Text.Value;

    private static string Render()
    {
        var schema = PlatformKeys.Section.Schema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "phoenix.yaml");
        var buffer = new ArrayBufferWriter<byte>();
        // The schema is read by people too, and never put into HTML.
        var options = new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            schema.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}
