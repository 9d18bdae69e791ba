using Phoenix.Cli.Errors;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Sessions.Live;
using Phoenix.Components.Composition;
using Phoenix.Engine;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests;

public sealed class LiveSessionTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_needs_a_lab_that_is_not_up_says_so_instead_of_showing_nothing()
    {
        await using var session = Closed();

        await Refused(session.CertificatesAsync(Cancel));
        await Refused(session.StacksAsync(Cancel));
        await Refused(session.StackLogsAsync("hello", 3, Cancel));
        await Refused(session.RenewAsync(new RenewalScope.Due(), new Progress<string>(), Cancel));
    }

    [Fact]
    public async Task Without_a_lab_there_is_nothing_to_remove()
    {
        var shape = new Thing("guest", "nginx", "LXC 101");
        var lab = new ResourceId("lab", "home");

        var down = new LateResource(shape, lab, _ => Task.FromResult(false), (_, _) => Task.FromResult<IResource?>(null));
        var up = new LateResource(shape, lab, _ => Task.FromResult(true), (_, _) => Task.FromResult<IResource?>(shape));

        (await down.MayBeThereAsync(Cancel)).ShouldBeFalse();
        (await up.MayBeThereAsync(Cancel)).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_a_lab_nothing_is_searched_also_when_it_was_up_a_moment_ago()
    {
        var finder = new LateOrphans(
            "guest",
            _ => Task.FromResult(false),
            _ => throw new InvalidOperationException("asked"),
            _ => throw new InvalidOperationException("searched")
        );

        (await finder.FindAsync(Cancel)).ShouldBeEmpty();
    }

    private static async Task Refused(Task asked)
    {
        var error = await Should.ThrowAsync<PhoenixException>(() => asked);
        (error.Code, error.Message).ShouldBe((CliErrors.NotThereYet, "the lab \"home\" is not up"));
    }

    private static LiveSession Closed() =>
        new(new PlatformRequest(SeedPlatform.Read().Platform!, "/nowhere"), "the lab \"home\"")
        {
            Resources = [],
            Context = _ => Task.FromResult<PlatformContext?>(null),
            Published = _ => Task.FromResult<string?>(null),
            Closing = new MemoryStream(),
        };
}
