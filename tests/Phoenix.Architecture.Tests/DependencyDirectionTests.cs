using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

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
        string[] edges = ["System.Net.Http", "System.Net.Sockets", "System.Diagnostics.Process", "System.Console"];

        Assembly.Load(room).GetReferencedAssemblies().Select(name => name.Name!).Intersect(edges).ShouldBeEmpty();
    }

    // The file system's types are in the runtime's own assembly, so a reference to an assembly says nothing of them.
    [Theory]
    [InlineData("Phoenix.Topology")]
    public void Pure_room_names_no_type_of_the_file_system(string room)
    {
        string[] edges = ["File", "FileInfo", "FileStream", "Directory", "DirectoryInfo", "FileSystemInfo", "RandomAccess"];

        TypesUsedBy(room).Intersect(edges.Select(name => $"System.IO.{name}")).ShouldBeEmpty();
        TypesUsedBy("Phoenix.Engine").ShouldContain("System.IO.File");
    }

    private static HashSet<string> TypesUsedBy(string room)
    {
        using var stream = File.OpenRead(Assembly.Load(room).Location);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return
        [
            .. metadata
                .TypeReferences.Select(metadata.GetTypeReference)
                .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}"),
        ];
    }
}
