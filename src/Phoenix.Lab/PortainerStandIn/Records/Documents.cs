using System.Text.Json.Nodes;

namespace Phoenix.Lab.PortainerStandIn.Records;

/// <summary>Records as Portainer 2.23 shows them, with the fields a Docker environment never uses at their defaults.</summary>
internal static class Documents
{
    public static JsonObject Of(EndpointEntry endpoint) =>
        new()
        {
            ["Id"] = endpoint.Id,
            ["Name"] = endpoint.Name,
            ["Type"] = endpoint.Type,
            ["ContainerEngine"] = "",
            ["URL"] = endpoint.Url,
            ["GroupId"] = endpoint.GroupId,
            ["PublicURL"] = endpoint.PublicUrl,
            ["Gpus"] = new JsonArray(),
            ["TLSConfig"] = new JsonObject { ["TLS"] = endpoint.Tls, ["TLSSkipVerify"] = endpoint.TlsSkipVerify },
            ["AzureCredentials"] = new JsonObject
            {
                ["ApplicationID"] = "",
                ["TenantID"] = "",
                ["AuthenticationKey"] = "",
            },
            ["TagIds"] = new JsonArray(),
            ["Status"] = endpoint.Status,
            ["Snapshots"] = new JsonArray(),
            ["UserAccessPolicies"] = new JsonObject(),
            ["TeamAccessPolicies"] = new JsonObject(),
            ["EdgeKey"] = "",
            ["EdgeCheckinInterval"] = 0,
            ["Kubernetes"] = JsonNode.Parse(Kubernetes),
            ["ComposeSyntaxMaxVersion"] = "",
            ["SecuritySettings"] = JsonNode.Parse(SecuritySettings),
            ["LastCheckInDate"] = 0,
            ["QueryDate"] = 0,
            ["Heartbeat"] = false,
            ["PostInitMigrations"] = new JsonObject { ["MigrateIngresses"] = false, ["MigrateGPUs"] = false },
            ["Edge"] = new JsonObject
            {
                ["AsyncMode"] = false,
                ["PingInterval"] = 0,
                ["SnapshotInterval"] = 0,
                ["CommandInterval"] = 0,
            },
            ["Agent"] = new JsonObject { ["Version"] = endpoint.AgentVersion },
            ["AuthorizedUsers"] = null,
            ["AuthorizedTeams"] = null,
            ["Tags"] = null,
        };

    /// <summary>A stack; answers to an update leave the access control out.</summary>
    public static JsonObject Of(StackEntry stack) =>
        new()
        {
            ["Id"] = stack.Id,
            ["Name"] = stack.Name,
            ["Type"] = 2,
            ["EndpointId"] = stack.EndpointId,
            ["SwarmId"] = "",
            ["EntryPoint"] = StackFiles.EntryPoint,
            ["Env"] = stack.Env.IsEmpty
                ? null
                : new JsonArray([.. stack.Env.Select(pair => (JsonNode)new JsonObject { ["name"] = pair.Name, ["value"] = pair.Value })]),
            ["ResourceControl"] = null,
            ["Status"] = stack.Status,
            ["ProjectPath"] = stack.ProjectPath,
            ["CreationDate"] = stack.CreationDate,
            ["CreatedBy"] = "admin",
            ["UpdateDate"] = stack.UpdateDate,
            ["UpdatedBy"] = stack.UpdateDate == 0 ? "" : "admin",
            ["AdditionalFiles"] = null,
            ["AutoUpdate"] = null,
            ["Option"] = null,
            ["GitConfig"] = null,
            ["FromAppTemplate"] = false,
            ["Namespace"] = "",
        };

    public static JsonObject WithAccessControl(StackEntry stack)
    {
        var document = Of(stack);
        if (stack.ControlEndpointId != 0 && stack.ControlEndpointId != stack.EndpointId)
        {
            return document;
        }

        document["ResourceControl"] = new JsonObject
        {
            ["Id"] = stack.Id,
            ["ResourceId"] = $"{stack.EndpointId}_{stack.Name}",
            ["SubResourceIds"] = new JsonArray(),
            ["Type"] = 6,
            ["UserAccesses"] = new JsonArray(),
            ["TeamAccesses"] = new JsonArray(),
            ["Public"] = false,
            ["AdministratorsOnly"] = true,
            ["System"] = false,
        };
        return document;
    }

    public static JsonObject Of(ApiKeyEntry key) =>
        new()
        {
            ["id"] = key.Id,
            ["userId"] = 1,
            ["description"] = key.Description,
            ["prefix"] = key.Prefix,
            ["dateCreated"] = key.DateCreated,
            ["lastUsed"] = key.LastUsed,
        };

    public static JsonObject User(string username) =>
        new()
        {
            ["Id"] = 1,
            ["Username"] = username,
            ["Role"] = 1,
            ["TokenIssueAt"] = 0,
            ["ThemeSettings"] = new JsonObject { ["color"] = "" },
            ["UseCache"] = false,
            ["PortainerAuthorizations"] = null,
            ["EndpointAuthorizations"] = null,
        };

    private const string Kubernetes = """
        {"Snapshots":[],
         "Configuration":{"UseLoadBalancer":false,"UseServerMetrics":false,"EnableResourceOverCommit":true,"ResourceOverCommitPercentage":0,
           "StorageClasses":[],"IngressClasses":[],"RestrictDefaultNamespace":false,"IngressAvailabilityPerNamespace":false,"AllowNoneIngressClass":false},
         "Flags":{"IsServerMetricsDetected":false,"IsServerIngressClassDetected":false,"IsServerStorageDetected":false}}
        """;

    private const string SecuritySettings = """
        {"allowBindMountsForRegularUsers":true,"allowPrivilegedModeForRegularUsers":true,"allowVolumeBrowserForRegularUsers":false,
         "allowHostNamespaceForRegularUsers":true,"allowDeviceMappingForRegularUsers":true,"allowStackManagementForRegularUsers":true,
         "allowContainerCapabilitiesForRegularUsers":true,"allowSysctlSettingForRegularUsers":true,"enableHostManagementFeatures":false}
        """;
}
