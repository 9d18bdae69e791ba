using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Handlers;

/// <summary>Who answers, and in which version.</summary>
internal sealed class SystemHandlers(StandInStore store)
{
    /// <summary>The version whose behaviour is kept, and that it is not the real thing.</summary>
    public const string Version = "2.23.0-phoenix-stand-in";

    public ImmutableArray<StandInRoute> Routes() =>
        [
            new("GET", "/api/status", Admission.Public, StatusAsync),
            new("GET", "/api/system/status", Admission.Public, StatusAsync),
            new("GET", "/api/system/version", Admission.Administrator, VersionAsync),
            new("GET", "/api/status/version", Admission.Administrator, VersionAsync),
        ];

    private Task StatusAsync(StandInCall call) =>
        call.OkAsync(new JsonObject { ["Version"] = Version, ["InstanceID"] = store.Read(data => data.InstanceId) });

    private static Task VersionAsync(StandInCall call) =>
        call.OkAsync(
            new JsonObject
            {
                ["UpdateAvailable"] = false,
                ["LatestVersion"] = "",
                ["ServerVersion"] = Version,
                ["ServerEdition"] = "stand-in",
                ["DatabaseVersion"] = Version,
            }
        );
}
