using System.Text.Json;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer.Api;

/// <summary>The engine's lines of a pull, import, load or build: one JSON object after another, the failure among them.</summary>
internal static class EngineOutput
{
    private const int LinesKept = 20;

    /// <exception cref="PhoenixException">One of the lines is an error; the lines before it come along.</exception>
    public static void OrThrow(PortainerReply reply)
    {
        var said = new List<string>();
        foreach (var line in reply.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var progress = Read(line);
            if ((progress?.Error ?? progress?.ErrorDetail?.Message) is { } error)
            {
                throw new PhoenixException(PortainerErrors.Failed, $"{reply.Asked} failed")
                {
                    Remote = string.Join('\n', said.TakeLast(LinesKept).Append(error.Trim())),
                };
            }

            if ((progress?.Stream ?? progress?.Status)?.Trim() is { Length: > 0 } text)
            {
                said.Add(text);
            }
        }
    }

    private static EngineProgress? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, PortainerJson.Default.EngineProgress);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
