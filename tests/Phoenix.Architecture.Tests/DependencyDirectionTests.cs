using System.Reflection;

namespace Phoenix.Architecture.Tests;

/// <summary>Dependencies point one way: Cli -> Lab, Mesh, Components -> Proxmox, Engine -> Topology.</summary>
public sealed class DependencyDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Phoenix.Topology"] = [],
        ["Phoenix.Engine"] = ["Phoenix.Topology"],
        ["Phoenix.Proxmox"] = ["Phoenix.Topology"],
        ["Phoenix.Components"] = ["Phoenix.Topology", "Phoenix.Engine", "Phoenix.Proxmox"],
        ["Phoenix.Mesh"] = ["Phoenix.Topology"],
        ["Phoenix.Lab"] = ["Phoenix.Topology", "Phoenix.Engine", "Phoenix.Proxmox"],
        ["phoenix"] = ["Phoenix.Topology", "Phoenix.Engine", "Phoenix.Proxmox", "Phoenix.Components", "Phoenix.Mesh", "Phoenix.Lab"],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Room_uses_only_the_rooms_before_it(string room)
    {
        var used = Assembly
            .Load(room)
            .GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Phoenix.", StringComparison.Ordinal) || name == "phoenix");

        used.Except(Allowed[room]).ShouldBeEmpty();
    }

    [Fact]
    public void Every_room_is_held_by_this_test()
    {
        var rooms = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path) is "Phoenix.Cli" ? "phoenix" : Path.GetFileNameWithoutExtension(path));

        rooms.Except(Allowed.Keys).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Phoenix.Topology")]
    public void Pure_room_reaches_for_no_input_or_output(string room)
    {
        string[] edges = ["System.Net.Http", "System.Net.Sockets", "System.IO.FileSystem", "System.Diagnostics.Process", "System.Console"];

        Assembly.Load(room).GetReferencedAssemblies().Select(name => name.Name!).Intersect(edges).ShouldBeEmpty();
    }
}
