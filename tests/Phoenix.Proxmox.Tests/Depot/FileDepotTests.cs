using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Phoenix.Proxmox.Depot;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Depot;

/// <summary>The depot over loopback, with this machine's own bash as the guest.</summary>
public sealed class FileDepotTests : IDisposable
{
    private readonly LocalHostShell guest = new("guest", TimeProvider.System);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("phoenix-depot-");
    private readonly FileDepot depot = new(new DirectDoor(), IPAddress.Loopback);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Me => Environment.IsPrivilegedProcess ? "root:root" : $"{Environment.UserName}:";

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public async Task Guest_fetches_a_file_whole(int size)
    {
        var item = Item(size);

        await depot.FetchAsync(guest, IPAddress.Loopback, item, Cancel);

        ShouldBeInstalled(item);
    }

    [Fact]
    public async Task Container_gets_a_file_through_its_shell()
    {
        var item = Item(3_000_000);

        await FileDepot.StreamAsync(guest, item, Cancel);

        ShouldBeInstalled(item);
    }

    [Fact]
    public async Task File_that_is_another_in_the_guest_is_not_installed()
    {
        var item = Item(1000);
        File.WriteAllText(item.TargetPath, "old");

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            FileDepot.StreamAsync(guest, item with { Sha256 = new string('0', 64) }, Cancel)
        );

        error.Code.ShouldBe(ShellErrors.TransferFailed);
        error.Remote.ShouldNotBeNull().ShouldContain(item.Sha256);
        File.ReadAllText(item.TargetPath).ShouldBe("old");
        Directory.GetFiles(Path.GetDirectoryName(item.TargetPath)!).Length.ShouldBe(1);
    }

    [Fact]
    public async Task File_that_changed_since_the_plan_does_not_leave()
    {
        var item = Item(1000) with { Sha256 = new string('0', 64) };

        var error = await Should.ThrowAsync<PhoenixException>(() => depot.FetchAsync(guest, IPAddress.Loopback, item, Cancel));

        error.Message.ShouldContain("not the file that was planned");
        File.Exists(item.TargetPath).ShouldBeFalse();
    }

    [Fact]
    public async Task Other_address_than_the_guests_gets_nothing()
    {
        var error = await Should.ThrowAsync<PhoenixException>(() =>
            depot.FetchAsync(guest, IPAddress.Parse("127.0.0.2"), Item(1000), Cancel)
        );

        error.Code.ShouldBe(ShellErrors.TransferFailed);
        error.Remote.ShouldNotBeNull().ShouldContain("0 of 1000 bytes arrived");
    }

    [Fact]
    public async Task Path_is_good_for_one_delivery_and_after_it_the_door_is_closed()
    {
        var item = Item(1000);
        var server = await DepotServer.OpenAsync(new DirectDoor(), IPAddress.Loopback, 0, IPAddress.Loopback, item.LocalPath, Cancel);

        (await AskAsync(server, $"GET {server.Path} HTTP/1.1")).ShouldStartWith("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n");
        await Task.Delay(50, Cancel);
        (await AskAsync(server, $"GET {server.Path} HTTP/1.1")).ShouldStartWith("HTTP/1.1 404 ");
        var address = server.Address;
        await server.DisposeAsync();

        using var late = new TcpClient();
        await Should.ThrowAsync<SocketException>(() => late.ConnectAsync(address, Cancel).AsTask());
    }

    [Theory]
    [InlineData("GET / HTTP/1.1", "404")]
    [InlineData("GET /0000 HTTP/1.1", "404")]
    [InlineData("POST {path} HTTP/1.1", "405")]
    [InlineData("GET {path} HTTP/1.1\r\nRange: bytes=2000-", "416")]
    [InlineData("GET {path} HTTP/1.1\r\nRange: bytes=0-5", "")]
    [InlineData("nonsense", "")]
    public async Task Anything_else_is_refused(string request, string status)
    {
        await using var server = await DepotServer.OpenAsync(
            new DirectDoor(),
            IPAddress.Loopback,
            0,
            IPAddress.Loopback,
            Item(1000).LocalPath,
            Cancel
        );

        (await AskAsync(server, request.Replace("{path}", server.Path))).ShouldStartWith(status.Length == 0 ? "" : $"HTTP/1.1 {status} ");
    }

    [Fact]
    public async Task Transfer_that_broke_goes_on_where_it_was()
    {
        var item = Item(1000);
        await using var server = await DepotServer.OpenAsync(
            new DirectDoor(),
            IPAddress.Loopback,
            0,
            IPAddress.Loopback,
            item.LocalPath,
            Cancel
        );

        var answer = await AskAsync(server, $"GET {server.Path} HTTP/1.1\r\nrange: bytes=990-");

        answer.ShouldStartWith("HTTP/1.1 206 Partial Content\r\nContent-Length: 10\r\n");
        answer.ShouldContain("Content-Range: bytes 990-999/1000");
        answer.ShouldEndWith(Encoding.Latin1.GetString(File.ReadAllBytes(item.LocalPath)[990..]));
    }

    private static async Task<string> AskAsync(DepotServer server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address, Cancel);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request + "\r\n\r\n"), Cancel);
        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer, Cancel);
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    private DepotItem Item(int size)
    {
        var path = Path.Combine(folder.FullName, "local");
        var bytes = RandomNumberGenerator.GetBytes(size);
        File.WriteAllBytes(path, bytes);
        var target = Directory.CreateDirectory(Path.Combine(folder.FullName, "guest dir's")).FullName;
        return new DepotItem(path, Convert.ToHexStringLower(SHA256.HashData(bytes)), Path.Combine(target, "program")) { Owner = Me };
    }

    private static void ShouldBeInstalled(DepotItem item)
    {
        File.ReadAllBytes(item.TargetPath).ShouldBe(File.ReadAllBytes(item.LocalPath));
        File.GetUnixFileMode(item.TargetPath).ShouldBe((UnixFileMode)Convert.ToInt32(item.Mode, 8));
        Directory.GetFiles(Path.GetDirectoryName(item.TargetPath)!).Length.ShouldBe(1);
    }
}
