using System.Security.Cryptography;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Shells;

/// <summary>The constant scripts, run by this machine's own /bin/sh.</summary>
public sealed class ShellFilesTests : IDisposable
{
    private readonly LocalHostShell shell = new("here", TimeProvider.System);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("phoenix-files-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Me => Environment.IsPrivilegedProcess ? "root:root" : $"{Environment.UserName}:";

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task File_that_is_not_there_reads_as_nothing()
    {
        (await shell.ReadTextAsync(PathOf("none"), Cancel)).ShouldBeNull();
        (await shell.ReadBytesAsync(PathOf("none"), Cancel)).ShouldBeNull();
        (await shell.DigestAsync(PathOf("none"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task File_that_cannot_be_read_is_an_error()
    {
        var error = await Should.ThrowAsync<PhoenixException>(() => shell.ReadTextAsync(folder.FullName, Cancel));

        error.Code.ShouldBe(ShellErrors.CommandFailed);
        error.Remote.ShouldNotBeNull().ShouldContain("directory");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("-rf")]
    [InlineData("a b'c\"$(id)\n;*")]
    public async Task What_was_written_is_read_with_its_mode(string name)
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);

        await shell.WriteAtomicallyAsync(PathOf(name), bytes, Me, "0640", Cancel);

        (await shell.ReadBytesAsync(PathOf(name), Cancel)).ShouldNotBeNull().Span.SequenceEqual(bytes).ShouldBeTrue();
        (await shell.DigestAsync(PathOf(name), Cancel)).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        File.GetUnixFileMode(PathOf(name)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        folder.GetFiles().Length.ShouldBe(1);
    }

    [Fact]
    public async Task Write_that_fails_leaves_the_old_file_and_no_other()
    {
        await shell.WriteAtomicallyAsync(PathOf("kept"), "old"u8.ToArray(), Me, "0644", Cancel);

        await Should.ThrowAsync<PhoenixException>(() =>
            shell.WriteAtomicallyAsync(PathOf("kept"), "new"u8.ToArray(), "no-such-user:no-such-group", "0644", Cancel)
        );

        (await shell.ReadTextAsync(PathOf("kept"), Cancel)).ShouldBe("old");
        folder.GetFiles().Length.ShouldBe(1);
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
