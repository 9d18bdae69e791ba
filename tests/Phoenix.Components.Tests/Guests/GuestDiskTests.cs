using Phoenix.Components.Guests;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Guests;

public sealed class GuestDiskTests
{
    private static readonly ResourceId Id = new("guest", "nginx");

    [Theory]
    [InlineData("8G", 8L << 30)]
    [InlineData("4196M", 4196L << 20)]
    [InlineData("104858K", 104858L << 10)]
    [InlineData("1T", 1L << 40)]
    [InlineData("512", 512L)]
    public void Size_is_read_as_the_node_writes_it(string text, long bytes) => GuestDisk.Parse(text)?.Bytes.ShouldBe(bytes);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0T")]
    [InlineData("large")]
    public void Volume_without_a_limit_has_no_size(string? text)
    {
        GuestDisk.Parse(text).ShouldBeNull();
        GuestDisk.Difference(Id, Nginx("8G"), GuestDisk.Parse(text)).ShouldBeNull();
    }

    [Theory]
    [InlineData("8G", "8G")]
    // Rounded down by the fraction of a GiB it was asked for, or up by the storage.
    [InlineData("2689598259B", "2565M")]
    [InlineData("8196M", "8G")]
    public void Rounding_is_no_difference(string observed, string declared) =>
        GuestDisk.Difference(Id, Nginx(declared), Size(observed)).ShouldBeNull();

    [Fact]
    public void Smaller_disk_has_to_grow() =>
        GuestDisk.Difference(Id, Nginx("16G"), Size("8G")).ShouldBe(new FieldDiff("disk", "8G", "16G"));

    [Fact]
    public void Larger_disk_is_refused() =>
        Should
            .Throw<PhoenixException>(() => GuestDisk.Difference(Id, Nginx("8G"), Size("16G")))
            .Code.ShouldBe(GuestErrors.DiskNeverShrinks);

    private static ByteSize Size(string text) =>
        text.EndsWith('B') ? new ByteSize(long.Parse(text[..^1])) : GuestDisk.Parse(text) ?? throw new FormatException(text);

    private static Guest Nginx(string disk) => Platforms.Seed.Gateway with { Disk = Size(disk) };
}
