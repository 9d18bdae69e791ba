using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>The options of a place.</summary>
internal sealed class OptionEndpoints(FirewallEditor editor, FirewallPlace place, TimeProvider time)
{
    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        var path = place.Path + "/options";
        yield return new("GET", path, place.With(), (call, _) => new(Get(call)));
        yield return new(
            "PUT",
            path,
            place.With([.. OptionParameters.Of(place), RuleParameters.Digest, Parameter.Text("delete")]),
            ChangeAsync
        );
    }

    private ApiResult Get(ApiCall call)
    {
        var options = new JsonObject { ["digest"] = editor.Digest(place, call) };
        foreach (var (name, value) in editor.Read(place, call).Options)
        {
            options[name] =
                value.Length > 0 && value.All(char.IsAsciiDigit) ? JsonValue.Create(long.Parse(value)) : JsonValue.Create(value);
        }
        return new ApiResult(options);
    }

    private ValueTask<ApiResult> ChangeAsync(ApiCall call, CancellationToken cancel)
    {
        editor.Unchanged(place, call);
        return editor.ChangeAsync(
            place,
            call,
            file =>
            {
                var options = file.Options.RemoveRange(Formats.Items(call.Find("delete") ?? ""));
                foreach (var option in OptionParameters.Of(place).Where(option => call.Has(option.Name)))
                {
                    options = options.SetItem(option.Name, Value(option.Name, call.Text(option.Name)));
                }
                return file with { Options = options };
            },
            cancel
        );
    }

    // More than 1 means: enabled now. The real node keeps the time.
    private string Value(string name, string value) =>
        place.Environment == "cluster" && name == "enable" && long.Parse(value) > 1 ? $"{time.GetUtcNow().ToUnixTimeSeconds()}" : value;
}
