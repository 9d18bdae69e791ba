using System.Collections.Immutable;
using System.Text.Json;

namespace Phoenix.Lab.Api.Http;

/// <summary>JSON bodies as Proxmox reads them.</summary>
internal static class JsonBody
{
    /// <summary>The members of the object. Refuses text that is not JSON, and arrays, with the words of the real node's parser.</summary>
    public static IEnumerable<KeyValuePair<string, ParameterValue>> Parse(byte[] body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw Refusal.Text(500, "malformed JSON string, neither tag, array, object, number, string or atom, at character offset 0");
        }
        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Refusal.Text(500, "Not a HASH reference at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line 957.");
            }
            return
            [
                .. document.RootElement.EnumerateObject().Select(static member => KeyValuePair.Create(member.Name, Read(member.Value))),
            ];
        }
    }

    private static ParameterValue Read(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Null => new ParameterValue.Nothing(),
            JsonValueKind.Object => new ParameterValue.Hash(),
            JsonValueKind.Array => new ParameterValue.List([.. element.EnumerateArray().Select(Scalar)]),
            _ => new ParameterValue.Text(Scalar(element)),
        };

    private static string Scalar(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True => "1",
            JsonValueKind.False => "0",
            JsonValueKind.Null => "",
            JsonValueKind.String => element.GetString()!,
            // 102.0 is 102 to Perl.
            JsonValueKind.Number when element.TryGetDouble(out var number) && number == Math.Truncate(number) && Math.Abs(number) < 1e15 =>
                ((long)number).ToString(),
            _ => element.GetRawText(),
        };
}
