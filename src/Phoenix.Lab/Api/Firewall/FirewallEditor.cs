using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>Reads and writes the file a call means; every change comes into force before the call is answered.</summary>
internal sealed class FirewallEditor(NodeServices node)
{
    /// <summary>The file a call means.</summary>
    public FirewallDocument Read(FirewallPlace place, ApiCall call) => FirewallDocumentText.Read(node.Firewall.Text(place.Level(call)));

    /// <summary>The cluster's file, whose names every other file may use.</summary>
    public FirewallDocument Cluster => FirewallDocumentText.Read(node.Firewall.Files.Cluster);

    /// <summary>The digest of the file a call means; of an absent file, that of the empty text.</summary>
    public string Digest(FirewallPlace place, ApiCall call) => GuestConfigText.Digest(node.Firewall.Text(place.Level(call)));

    /// <summary>Changes the file a call means and puts it into force.</summary>
    public async ValueTask<ApiResult> ChangeAsync(
        FirewallPlace place,
        ApiCall call,
        Func<FirewallDocument, FirewallDocument> change,
        CancellationToken cancel
    )
    {
        await node.Firewall.ChangeAsync(
            place.Level(call),
            text => FirewallDocumentText.Write(change(FirewallDocumentText.Read(text))),
            node.Definitions,
            cancel
        );
        return ApiResult.Nothing;
    }

    /// <summary>Changes every guest's file.</summary>
    public Task ChangeGuestsAsync(Func<FirewallDocument, FirewallDocument> change, CancellationToken cancel) =>
        node.Firewall.ChangeGuestsAsync(text => FirewallDocumentText.Write(change(FirewallDocumentText.Read(text))), cancel);

    /// <summary>Refuses a change that was meant for another version of the file.</summary>
    public void Unchanged(FirewallPlace place, ApiCall call)
    {
        if (call.Find("digest") is { Length: > 0 } digest && digest != Digest(place, call))
        {
            throw ApiFailure.Run("detected modified configuration - file changed by other user? Try again.");
        }
    }

    /// <summary>A list of rows, each with the file's digest.</summary>
    public ApiResult Rows(FirewallPlace place, ApiCall call, IEnumerable<JsonObject> rows)
    {
        var digest = Digest(place, call);
        var list = new JsonArray();
        foreach (var row in rows)
        {
            row["digest"] = digest;
            list.Add((JsonNode)row);
        }
        return new ApiResult(list);
    }
}
