using Phoenix.Cli.Errors;
using Phoenix.Topology;

namespace Phoenix.Cli.Platforms;

/// <summary>Names that a user typed, looked up in the platform.</summary>
internal static class PlatformNames
{
    /// <summary>The guest of that name.</summary>
    /// <exception cref="PhoenixException">There is none; the nearest is suggested.</exception>
    public static Guest RequireGuest(Platform platform, string name) =>
        platform.Guests.FirstOrDefault(guest => guest.Name == name)
        ?? throw Unknown("guest", name, platform.Guests.Select(guest => guest.Name));

    /// <summary>The stack of that name.</summary>
    /// <exception cref="PhoenixException">There is none; the nearest is suggested.</exception>
    public static Stack RequireStack(Platform platform, string name) =>
        platform.Stacks.FirstOrDefault(stack => stack.Name == name)
        ?? throw Unknown("stack", name, platform.Stacks.Select(stack => stack.Name));

    /// <summary>The leaf of the guest of that name.</summary>
    /// <exception cref="PhoenixException">There is no such guest, or it has no certificate of its own to renew.</exception>
    public static LeafRequest RequireLeaf(Platform platform, string name)
    {
        var guest = RequireGuest(platform, name);
        var leaves = Leaves.For(platform);
        return leaves.FirstOrDefault(leaf => leaf.Guest == guest.Name)
            ?? throw new PhoenixException(CliErrors.UnknownName, $"{guest.Name} has no certificate that could be renewed")
            {
                Help = $"known: {string.Join(", ", leaves.Select(leaf => leaf.Guest))}",
            };
    }

    private static PhoenixException Unknown(string what, string name, IEnumerable<string> known) =>
        new(CliErrors.UnknownName, $"there is no {what} \"{name}\"")
        {
            Help = Nearest.To(name, known) is { } near ? $"did you mean {near}?" : $"known: {string.Join(", ", known)}",
        };
}
