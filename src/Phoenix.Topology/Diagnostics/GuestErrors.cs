using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>Names, guests and roles: PHX11xx.</summary>
internal static class GuestErrors
{
    public static readonly ErrorCode NotAName = new(
        "PHX1101",
        "Not a name",
        "Names become host names (RFC 1123) and parts of file names, rules and commands: lower case letters, digits and hyphens, beginning and ending with a letter or digit, at most 63 characters. A platform's name is also that of its lab and of address sets: it begins with a letter, has no two hyphens in a row, and at most 32 characters.",
        "Rename it."
    );

    public static readonly ErrorCode NotADomain = new(
        "PHX1102",
        "Not a domain",
        "The domain is names joined by dots, without a dot at the end, at most 63 characters; its last part is not a number.",
        "Write a domain of your own, such as phoenix.internal."
    );

    public static readonly ErrorCode IdOutOfRange = new(
        "PHX1103",
        "An id is out of range",
        "Proxmox takes ids from 100 to 999999999.",
        "Take an id in that range."
    );

    public static readonly ErrorCode DuplicateId = new(
        "PHX1104",
        "Two guests have the same id",
        "Proxmox knows a guest by its id alone, containers and virtual machines together.",
        "Give one of them another id."
    );

    public static readonly ErrorCode DuplicateAddress = new(
        "PHX1105",
        "Two guests have the same address",
        "Only one of them would answer.",
        "Give one of them another address."
    );

    public static readonly ErrorCode RoleMissing = new(
        "PHX1106",
        "A role is held by no guest",
        "A platform has exactly one guest each that runs step-ca, nginx, traefik and portainer.",
        "Add a guest with that role."
    );

    public static readonly ErrorCode RoleDoubled = new(
        "PHX1107",
        "A role is held by two guests",
        "A platform has exactly one guest each that runs step-ca, nginx, traefik and portainer.",
        "Remove one, or give it another role."
    );

    public static readonly ErrorCode NameTaken = new(
        "PHX1108",
        "A name is taken",
        "A guest and the node would share one name below the domain.",
        "Rename the guest."
    );

    public static readonly ErrorCode NameTooLong = new(
        "PHX1109",
        "A full name is too long for a certificate",
        "The full name of a guest is the common name of its certificate, which holds 64 characters (RFC 5280).",
        "Take a shorter name or a shorter domain."
    );

    public static readonly ErrorCode NotASize = new(
        "PHX1110",
        "Not a size",
        "A size is a whole number with M, G or T, such as 512M or 8G, between the limits that are shown.",
        "Write the size that way."
    );

    public static readonly ErrorCode DockerInContainer = new(
        "PHX1111",
        "Docker in a container",
        "Docker in an unprivileged container has been broken by updates of its runtime before; on Proxmox a virtual machine is the place for it.",
        "Use kind: vm. In the lab both are alike."
    );

    public static readonly ErrorCode UnknownChoice = new(
        "PHX1112",
        "Not one of the choices",
        "The key takes one of a few words.",
        "Take one of the words that are listed."
    );

    public static readonly ErrorCode NameReserved = new(
        "PHX1113",
        "A name is reserved",
        "Resources are named by kind and name: `system/host`, `firewall/cluster`, `firewall/node` and `firewall/sets` are Phoenix's own, so no guest is called so. `labs` is the directory of all labs beside those of platforms.",
        "Rename it."
    );

    public static ImmutableArray<ErrorCode> All { get; } =
    [
        NotAName,
        NotADomain,
        IdOutOfRange,
        DuplicateId,
        DuplicateAddress,
        RoleMissing,
        RoleDoubled,
        NameTaken,
        NameTooLong,
        NotASize,
        DockerInContainer,
        UnknownChoice,
        NameReserved,
    ];
}
