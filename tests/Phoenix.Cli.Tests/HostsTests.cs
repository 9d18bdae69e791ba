using System.Collections.Immutable;
using System.Net;
using CsCheck;
using Phoenix.Cli.Commands;

namespace Phoenix.Cli.Tests;

public sealed class HostsTests : IDisposable
{
    private const string Before = "127.0.0.1 localhost\n# mine\n";
    private static readonly ImmutableArray<string> Names = ["hello.phoenix.internal", "portainer.phoenix.internal"];

    private readonly Cli cli = new();

    private string Hosts => Path.Combine(cli.Home, "hosts");

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Install_writes_a_marked_block_and_remove_leaves_the_file_as_it_was()
    {
        cli.Write("hosts", Before);
        File.SetUnixFileMode(Hosts, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        (await cli.RunAsync("hosts", "install")).ShouldBe(0);

        File.ReadAllText(Hosts)
            .ShouldBe(
                Before
                    + "# phoenix home: begin, kept by `phoenix hosts`\n127.0.0.1 hello.phoenix.internal\n127.0.0.1 portainer.phoenix.internal\n# phoenix home: end\n"
            );
        File.GetUnixFileMode(Hosts).HasFlag(UnixFileMode.OtherRead).ShouldBeTrue();
        (await cli.RunAsync("hosts", "remove")).ShouldBe(0);
        File.ReadAllText(Hosts).ShouldBe(Before);
        Directory.GetFiles(cli.Home).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Second_install_does_not_touch_the_file()
    {
        cli.Write("hosts", Before);
        await cli.RunAsync("hosts", "install");
        File.SetLastWriteTimeUtc(Hosts, DateTime.UnixEpoch);

        await cli.RunAsync("hosts", "install", "--output", "json");

        cli.Json[0].GetProperty("changed").GetBoolean().ShouldBeFalse();
        File.GetLastWriteTimeUtc(Hosts).ShouldBe(DateTime.UnixEpoch);
    }

    [Fact]
    public async Task Install_without_a_published_address_says_what_to_do()
    {
        cli.Sessions.Published = null;

        (await cli.RunAsync("hosts", "install")).ShouldBe(1);
        cli.Error.ShouldContain("--address 127.0.0.1");

        (await cli.RunAsync("hosts", "install", "--address", "10.0.0.153")).ShouldBe(0);
        File.ReadAllText(Hosts).ShouldContain("10.0.0.153 hello.phoenix.internal");
    }

    [Fact]
    public async Task File_behind_a_link_is_changed_and_the_link_stays()
    {
        cli.Write("real", Before);
        File.CreateSymbolicLink(Hosts, Path.Combine(cli.Home, "real"));

        await cli.RunAsync("hosts", "install");

        new FileInfo(Hosts).LinkTarget.ShouldNotBeNull();
        File.ReadAllText(Path.Combine(cli.Home, "real")).ShouldContain("hello.phoenix.internal");
    }

    [Fact]
    public void Block_of_another_address_is_replaced_where_it_stands()
    {
        var first = HostsBlock.Install(Before, "home", IPAddress.Loopback, Names) + "# after\n";

        var second = HostsBlock.Install(first, "home", IPAddress.Parse("10.0.0.153"), Names);

        second.ShouldBe(
            first
                .Replace("127.0.0.1 h", "10.0.0.153 h", StringComparison.Ordinal)
                .Replace("127.0.0.1 p", "10.0.0.153 p", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Blocks_of_two_platforms_live_side_by_side()
    {
        var both = HostsBlock.Install(HostsBlock.Install(Before, "home", IPAddress.Loopback, Names), "home-2", IPAddress.Loopback, Names);

        HostsBlock.Remove(HostsBlock.Remove(both, "home"), "home-2").ShouldBe(Before);
        HostsBlock.Remove(both, "home").ShouldContain("home-2");
    }

    [Fact]
    public void Install_and_remove_leave_any_text_byte_for_byte() =>
        Gen.Char["ab #\r\n\t\u00ff1"]
            .Array[0, 40]
            .Select(letters => new string(letters))
            .Sample(text =>
            {
                var installed = HostsBlock.Install(text, "home", IPAddress.Loopback, Names);
                return HostsBlock.Remove(installed, "home") == text
                    && HostsBlock.Install(installed, "home", IPAddress.Loopback, Names) == installed;
            });
}
