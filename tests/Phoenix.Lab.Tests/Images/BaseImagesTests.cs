using Microsoft.Extensions.Time.Testing;
using Phoenix.Lab.Images;

namespace Phoenix.Lab.Tests.Images;

public sealed class BaseImagesTests : IDisposable
{
    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("phoenix-images-");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _cache.Delete(recursive: true);

    [Fact]
    public async Task Old_image_goes_when_no_lab_uses_it_and_it_has_rested()
    {
        var current = Image("debian-13-000000000001");
        var abandoned = Image("debian-13-cloud-000000000002");
        var used = Image("debian-13-000000000003");
        var fresh = Image("debian-13-000000000004");
        var unknown = Image("debian-13-000000000005");
        var foreign = Image("windows-000000000006");
        var lab = _cache.CreateSubdirectory("labs/home/layers").FullName;
        foreach (var image in new[] { current, abandoned, used, fresh, foreign })
        {
            var link = Path.Combine(lab, Path.GetFileName(image));
            File.CreateSymbolicLink(link, Path.Combine(image, "root"));
            ImageUse.Add(image, link);
            ImageUse.Touch(image, _time);
        }

        File.Delete(Path.Combine(lab, Path.GetFileName(abandoned)));
        File.Delete(Path.Combine(lab, Path.GetFileName(fresh)));
        _time.Advance(TimeSpan.FromDays(2));
        ImageUse.Touch(fresh, _time);

        await new BaseImages(_cache.FullName, _time).PruneAsync([current], progress: null, Cancel);

        new[] { current, abandoned, used, fresh, unknown, foreign }
            .Where(Directory.Exists)
            .ShouldBe([current, used, fresh, unknown, foreign]);
        Directory.GetDirectories(Path.Combine(_cache.FullName, "images"), ".*").ShouldBeEmpty();
    }

    [Fact]
    public void Virtual_machines_have_the_agent_so_that_their_first_boot_installs_none() =>
        ImageRecipe.CloudPackages.ShouldContain("qemu-guest-agent");

    private string Image(string name) => Path.GetDirectoryName(_cache.CreateSubdirectory($"images/{name}/root").FullName)!;
}
