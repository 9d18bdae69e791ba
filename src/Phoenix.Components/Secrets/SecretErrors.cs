using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Secrets;

/// <summary>What can go wrong with the secret store: PHX3121 to PHX3124.</summary>
public static class SecretErrors
{
    /// <summary>A secret's name is not one.</summary>
    public static readonly ErrorCode BadName = new(
        "PHX3121",
        "A secret cannot be called that",
        "A secret's name is letters, digits, dots, underscores and dashes, at most 100, beginning with a letter or a digit.",
        "Choose another name in phoenix.yaml."
    );

    /// <summary>Others than root can get at secrets.</summary>
    public static readonly ErrorCode TooOpen = new(
        "PHX3122",
        "Others can read the secrets",
        "The secret store's directory must be 0700 and its files 0600, all of them real and no links. Phoenix does not use a secret that others may have read or changed.",
        "Find out why, then close it: chmod 0700 on the directory, chmod 0600 on the files. Consider replacing the secrets."
    );

    /// <summary>The store cannot be read or written.</summary>
    public static readonly ErrorCode Unusable = new(
        "PHX3123",
        "The secret store cannot be used",
        "The directory of the secrets cannot be read or written by this user.",
        "Run phoenix as root, and look at the system's words."
    );

    /// <summary>A secret that the platform needs is not stored.</summary>
    public static readonly ErrorCode Missing = new(
        "PHX3124",
        "A secret is missing",
        "phoenix.yaml or a component names a secret that the store of this platform does not hold.",
        "Write it into the file STATE/PLATFORM/secrets/NAME, owned by root, mode 0600 (STATE is /var/lib/phoenix, or PHOENIX_STATE), without a line end. Then run `phoenix up` again."
    );

    /// <summary>All codes of this class.</summary>
    public static ImmutableArray<ErrorCode> All { get; } = [BadName, TooOpen, Unusable, Missing];
}
