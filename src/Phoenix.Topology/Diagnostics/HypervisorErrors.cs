using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>The Proxmox node: PHX13xx.</summary>
internal static class HypervisorErrors
{
    public static readonly ErrorCode NotAnEndpoint = new(
        "PHX1301",
        "Not an endpoint",
        "The endpoint is `lab`, or the https address of a node's API without a path, such as https://pve.example:8006.",
        "Write it that way."
    );

    public static readonly ErrorCode TokenMissing = new(
        "PHX1302",
        "The API token is missing",
        "A Proxmox node is reached with an API token, which is kept in the secret store and named in the file.",
        "Add token: { secret: proxmox-token }."
    );

    public static readonly ErrorCode NotAFingerprint = new(
        "PHX1303",
        "Not a fingerprint",
        "A fingerprint is the SHA-256 of the node's certificate: 32 bytes in hexadecimal, as Proxmox shows it under Certificates.",
        "Copy it from the node."
    );

    public static readonly ErrorCode NotAnSshDestination = new(
        "PHX1304",
        "Not an SSH destination",
        "An SSH destination is user@host, or host alone.",
        "Write it that way."
    );

    public static readonly ErrorCode NotForTheLab = new(
        "PHX1305",
        "A key has no meaning for the lab",
        "The lab brings its own credentials.",
        "Remove the key, or set the endpoint of a node."
    );

    public static readonly ErrorCode NotASecretName = new(
        "PHX1306",
        "Not the name of a secret",
        "Secrets are named with lower case letters, digits and hyphens; the value itself never stands in the file.",
        "Write the name here, and the value into the file STATE/PLATFORM/secrets/NAME, owned by root, mode 0600 (STATE is /var/lib/phoenix, or PHOENIX_STATE)."
    );

    public static readonly ErrorCode NotANode = new(
        "PHX1307",
        "Not the name of a node",
        "A node's name is its host name: letters, digits and hyphens.",
        "Write the name that Proxmox shows."
    );

    public static readonly ErrorCode NotAStorage = new(
        "PHX1308",
        "Not the name of a storage",
        "A storage of Proxmox begins with a letter, followed by letters, digits, - _ and dots.",
        "Write the name that `pvesm status` shows."
    );

    public static ImmutableArray<ErrorCode> All { get; } =
    [NotAnEndpoint, TokenMissing, NotAFingerprint, NotAnSshDestination, NotForTheLab, NotASecretName, NotANode, NotAStorage];
}
