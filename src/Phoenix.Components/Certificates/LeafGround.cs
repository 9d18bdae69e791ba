using Phoenix.Components.Systems;

namespace Phoenix.Components.Certificates;

/// <summary>What must be in a guest before its leaf can be: packages, users and directories, without the files and units that need the leaf.</summary>
public static class LeafGround
{
    private const string OpenSsl = "openssl";

    /// <summary>The least: openssl, and the directory of the files.</summary>
    public static SystemSpec For(LeafInstallation leaf) =>
        new() { Packages = [OpenSsl], Directories = [new SystemDirectory(leaf.Directory, Mode: "0755")] };

    /// <summary>The ground of a system: its packages, users, directories and masked units, and openssl.</summary>
    public static SystemSpec Of(SystemSpec system) =>
        new()
        {
            Packages = [.. system.Packages.Append(OpenSsl).Distinct()],
            Users = system.Users,
            Directories = system.Directories,
            Masked = system.Masked,
        };
}
