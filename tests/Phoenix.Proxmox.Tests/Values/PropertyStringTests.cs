using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Values;

public sealed class PropertyStringTests
{
    [Fact]
    public void Parts_are_read_with_the_default_key()
    {
        var read = PropertyString.Parse("local:101/disk.raw,,mp=/data,ro=yes,size=8G,", "volume");

        read["volume"].ShouldBe("local:101/disk.raw");
        read.Flag("ro").ShouldBe(true);
        read.Flag("backup").ShouldBeNull();
        read.Ordered("volume", "mp").Render("volume").ShouldBe("local:101/disk.raw,mp=/data,ro=yes,size=8G");
    }

    [Theory]
    [InlineData("vmbr0,firewall=0")]
    [InlineData("vmbr0\nnet1: x")]
    [InlineData("a\0b")]
    public void Value_that_would_end_its_part_is_refused(string value) =>
        Should.Throw<PhoenixException>(() => new PropertyString().With("bridge", value)).Code.ShouldBe(ProxmoxErrors.ParameterRefused);

    [Theory]
    [InlineData(8192, "local:8")]
    [InlineData(512, "local:0.5")]
    [InlineData(1536, "local:1.5")]
    public void New_volume_is_named_in_gibibytes(long mebibytes, string expected) =>
        VolumeSpec.New("local", ByteSize.FromMebibytes(mebibytes)).ShouldBe(expected);

    [Fact]
    public void Tags_are_sent_as_they_are_stored() => WordList.NormalTags(["Zeta", "alpha", "beta", "alpha"]).ShouldBe("alpha;beta;zeta");
}
