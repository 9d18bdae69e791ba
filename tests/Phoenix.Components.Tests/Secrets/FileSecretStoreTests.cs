using Phoenix.Components.Secrets;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Secrets;

public sealed class FileSecretStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-test-").FullName;

    private string Folder => Path.Combine(_folder, "secrets");

    private FileSecretStore Store => new(Folder);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stored_secret_is_found_again_and_only_root_can_read_it()
    {
        await Store.StoreAsync("HELLO_TOKEN", new Secret("first"), Cancel);
        await Store.StoreAsync("HELLO_TOKEN", new Secret("two\nlines "), Cancel);

        (await Store.FindAsync("HELLO_TOKEN", Cancel))!.Reveal().ShouldBe("two\nlines ");
        File.GetUnixFileMode(Folder).ShouldBe((UnixFileMode)0b111_000_000);
        File.GetUnixFileMode(Path.Combine(Folder, "HELLO_TOKEN")).ShouldBe((UnixFileMode)0b110_000_000);
        Directory.GetFiles(Folder).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Absent_store_holds_nothing_and_is_not_made_by_looking()
    {
        (await Store.FindAsync("any", Cancel)).ShouldBeNull();
        (await Store.ListAsync(Cancel)).ShouldBeEmpty();
        await Store.ForgetAsync("any", Cancel);

        Directory.Exists(Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Names_are_listed_in_order_and_forgotten()
    {
        await Store.StoreAsync("b", new Secret("2"), Cancel);
        await Store.StoreAsync("a", new Secret("1"), Cancel);
        await File.WriteAllTextAsync(Path.Combine(Folder, ".new-c"), "half written", Cancel);

        (await Store.ListAsync(Cancel)).ShouldBe(["a", "b"]);
        await Store.ForgetAsync("a", Cancel);
        (await Store.ListAsync(Cancel)).ShouldBe(["b"]);
    }

    [Theory]
    [InlineData("../shadow")]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("a\n")]
    [InlineData("straße")]
    public async Task Name_that_is_none_is_refused(string name) =>
        (await Should.ThrowAsync<PhoenixException>(() => Store.StoreAsync(name, new Secret("x"), Cancel))).Code.ShouldBe(
            SecretErrors.BadName
        );

    [Fact]
    public async Task Directory_open_to_others_is_refused()
    {
        await Store.StoreAsync("a", new Secret("1"), Cancel);
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);

        var error = await Should.ThrowAsync<PhoenixException>(() => Store.FindAsync("a", Cancel));

        error.Code.ShouldBe(SecretErrors.TooOpen);
        error.Help.ShouldBe($"chmod 0700 {Folder}");
    }

    [Fact]
    public async Task File_open_to_others_is_refused()
    {
        await Store.StoreAsync("a", new Secret("1"), Cancel);
        File.SetUnixFileMode(Path.Combine(Folder, "a"), (UnixFileMode)0b110_100_000);

        (await Should.ThrowAsync<PhoenixException>(() => Store.FindAsync("a", Cancel))).Message.ShouldEndWith(
            "/a is 0640, it must be 0600"
        );
    }

    [Fact]
    public async Task Link_is_refused_and_replaced_by_storing()
    {
        await Store.StoreAsync("a", new Secret("1"), Cancel);
        var outside = Path.Combine(_folder, "outside");
        await File.WriteAllTextAsync(outside, "theirs", Cancel);
        File.SetUnixFileMode(outside, (UnixFileMode)0b110_000_000);
        File.CreateSymbolicLink(Path.Combine(Folder, "b"), outside);

        (await Should.ThrowAsync<PhoenixException>(() => Store.FindAsync("b", Cancel))).Code.ShouldBe(SecretErrors.TooOpen);
        await Store.StoreAsync("b", new Secret("ours"), Cancel);

        (await File.ReadAllTextAsync(outside, Cancel)).ShouldBe("theirs");
        (await Store.FindAsync("b", Cancel))!.Reveal().ShouldBe("ours");
    }

    [Fact]
    public async Task Random_secret_is_made_once()
    {
        var made = await RandomSecret.FindOrMakeAsync(Store, "admin", Cancel);

        (await RandomSecret.FindOrMakeAsync(Store, "admin", Cancel)).ShouldBe(made);
        made.Reveal().Length.ShouldBe(43);
        RandomSecret.Text().ShouldNotBe(made);
    }

    [Fact]
    public async Task Random_secret_is_the_same_for_all_who_make_it_at_once()
    {
        using var start = new ManualResetEventSlim();
        var makers = Enumerable
            .Range(0, 32)
            .Select(_ =>
                Task.Factory.StartNew(
                        async () =>
                        {
                            start.Wait(Cancel);
                            return (await RandomSecret.FindOrMakeAsync(Store, "agent-secret", Cancel)).Reveal();
                        },
                        Cancel,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                    .Unwrap()
            )
            .ToArray();
        start.Set();

        var made = await Task.WhenAll(makers);

        var stored = (await Store.FindAsync("agent-secret", Cancel))!.Reveal();
        made.ShouldAllBe(one => one == stored);
        Directory.GetFileSystemEntries(Folder).ShouldHaveSingleItem().ShouldEndWith("/agent-secret");
        File.GetUnixFileMode(Path.Combine(Folder, "agent-secret")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Secrets_stored_at_once_are_each_whole()
    {
        var values = Enumerable.Range(0, 16).Select(at => new string((char)('a' + at), 5000)).ToArray();

        await Task.WhenAll(values.Select(value => Task.Run(() => Store.StoreAsync("same", new Secret(value), Cancel), Cancel)));

        values.ShouldContain((await Store.FindAsync("same", Cancel))!.Reveal());
        Directory.GetFileSystemEntries(Folder).ShouldHaveSingleItem();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
