using System.Text.Json.Nodes;

namespace Phoenix.Topology.Language;

/// <summary>The keys of <c>hypervisor</c> and <c>hypervisor.token</c>.</summary>
internal static class HypervisorKeys
{
    public const string DefaultNode = "pve";

    public static readonly Key<string> Secret = new(
        "secret",
        Shapes.SecretName,
        "The name of the secret that holds the token, USER@REALM!TOKENID=UUID."
    )
    {
        Required = true,
        Example = "proxmox-token",
    };

    public static readonly Section TokenSection = new(
        "hypervisor.token",
        "The API token of a node. Its value is in the secret store, never in the file.",
        [Secret]
    );

    public static readonly Key<string> Endpoint = new(
        "endpoint",
        Shapes.Endpoint,
        "lab for the embedded lab, or the API of a Proxmox VE node."
    )
    {
        Default = "lab",
        Example = "https://pve.example:8006",
    };

    public static readonly Key<string> Node = new("node", Shapes.Node, "The node's name, as Proxmox shows it.")
    {
        Default = DefaultNode,
        Example = "pve",
    };

    public static readonly Key<Fields> Token = new("token", TokenSection, "The API token; needed for a node, not allowed for the lab.")
    {
        Example = "{ secret: proxmox-token }",
    };

    public static readonly Key<string> Fingerprint = new(
        "fingerprint",
        Shapes.Fingerprint,
        "The SHA-256 fingerprint of the node's certificate, to pin it; without it the certificate must be trusted by the machine."
    )
    {
        Example = "\"B2:4C:...\"",
    };

    public static readonly Key<string> Ssh = new("ssh", Shapes.Ssh, "How root's shell on the node is reached.")
    {
        Default = "Phoenix runs on the node itself",
        Example = "root@pve.example",
    };

    public static readonly Key<string> Disks = new("disks", Shapes.Storage, "The storage of the guests' disks.")
    {
        Default = "the first that takes them; `local-lvm` before others",
        Example = "local-lvm",
    };

    public static readonly Key<string> Images = new("images", Shapes.Storage, "The storage of templates and images.")
    {
        Default = "the first that takes them",
        Example = "local",
    };

    public static readonly Section Section = new(
        "hypervisor",
        "Where the platform runs. Without it: on the lab.",
        [Endpoint, Node, Token, Fingerprint, Ssh, Disks, Images]
    )
    {
        Conditions = NodeOrLab,
    };

    /// <summary>A node needs a token; the lab has nothing that belongs to a node.</summary>
    private static JsonObject NodeOrLab() =>
        new()
        {
            ["if"] = new JsonObject
            {
                ["properties"] = new JsonObject { ["endpoint"] = new JsonObject { ["pattern"] = "^https://" } },
                ["required"] = new JsonArray("endpoint"),
            },
            ["then"] = new JsonObject { ["required"] = new JsonArray("token") },
            ["else"] = new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["token"] = false,
                    ["fingerprint"] = false,
                    ["ssh"] = false,
                },
            },
        };
}
