using System.Collections.Immutable;
using System.Text;
using Phoenix.Components.Composition;
using Phoenix.Components.Systems;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Composition;

public sealed class HostDeclarationTests
{
    private const string Folder = "/etc/phoenix/platforms/home/";

    private static readonly Platform Seed = SeedPlatform.Read().Platform!;

    [Fact]
    public void Platform_can_be_read_again_from_what_the_host_keeps()
    {
        var kept = HostDeclaration
            .For(Seed)
            .Files.ToImmutableDictionary(
                file => file.Path[Folder.Length..],
                file => ImmutableArray.Create(Encoding.UTF8.GetBytes(file.Content))
            );

        var again = PlatformReader.Read(
            SourceText.FromBytes(HostDeclaration.PathOf(Seed), kept[SeedPlatform.FileName].AsSpan()),
            new InMemoryFiles(kept)
        );

        again.Diagnostics.ShouldBeEmpty();
        again.Platform!.Sources.ShouldBe(Seed.Sources);
        Leaves.For(again.Platform).Select(leaf => leaf.Subject).ShouldBe(Leaves.For(Seed).Select(leaf => leaf.Subject));
    }

    [Fact]
    public void Every_directory_on_the_way_to_a_file_is_declared_before_it()
    {
        var spec = HostDeclaration.For(Seed);

        spec.Directories.Select(directory => directory.Path)
            .ShouldBe([
                "/etc/phoenix",
                "/etc/phoenix/platforms",
                "/etc/phoenix/platforms/home",
                "/etc/phoenix/platforms/home/stacks",
                "/etc/phoenix/platforms/home/stacks/hello",
            ]);
        spec.Files.ShouldAllBe(file => spec.Directories.Any(directory => directory.Path == ParentOf(file.Path)));
    }

    private static string ParentOf(string path) => path[..path.LastIndexOf('/')];
}
