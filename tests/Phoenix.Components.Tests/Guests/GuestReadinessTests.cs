using Phoenix.Components.Guests;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Guests;

public sealed class GuestReadinessTests
{
    private readonly LeapingTime time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Passing { get; } =
    [
        ProxmoxErrors.NotRunning.Code,
        ProxmoxErrors.AgentUnavailable.Code,
        ProxmoxErrors.Locked.Code,
        ProxmoxErrors.OutcomeUnknown.Code,
        ShellErrors.ConnectionLost.Code,
    ];

    public static TheoryData<string> Final { get; } =
    [
        ProxmoxErrors.PermissionDenied.Code,
        ProxmoxErrors.AgentNotConfigured.Code,
        ProxmoxErrors.NotFound.Code,
        ShellErrors.CommandFailed.Code,
    ];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_goes_by_while_a_guest_boots_is_waited_for(string code)
    {
        var shell = new Shell(asked => asked < 3 ? throw Error(code) : new ShellResult(0, default, ""));

        await GuestReadiness.WaitAsync(shell, time, Cancel);

        shell.Asked.ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(Final))]
    public async Task What_waiting_does_not_mend_is_told_at_once(string code)
    {
        var shell = new Shell(_ => throw Error(code));

        (await ErrorAsync(shell)).Code.Code.ShouldBe(code);

        shell.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Question_that_failed_is_no_ready_guest()
    {
        var shell = new Shell(asked => new ShellResult(asked < 3 ? 1 : 0, default, ""));

        await GuestReadiness.WaitAsync(shell, time, Cancel);

        shell.Asked.ShouldBe(3);
    }

    [Fact]
    public async Task Program_that_leads_into_the_guest_and_is_not_there_is_told_at_once()
    {
        var shell = new Shell(_ => new ShellResult(127, default, "/usr/sbin/pct: No such file or directory\n"));

        var error = await ErrorAsync(shell);

        (error.Code, error.Remote).ShouldBe((GuestErrors.NotReady, "exit code 127: /usr/sbin/pct: No such file or directory"));
        shell.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task Guest_that_never_gets_ready_is_told_with_what_it_said_last()
    {
        time.Leap = TimeSpan.FromMinutes(2);
        var shell = new Shell(_ => new ShellResult(1, default, "Failed to get init pid\n"));

        var error = await ErrorAsync(shell);

        error.Code.ShouldBe(GuestErrors.NotReady);
        error.Message.ShouldBe("LXC 101 (nginx) did not become ready in 5 minutes");
        error.Remote.ShouldBe("exit code 1: Failed to get init pid");
        shell.Asked.ShouldBeInRange(2, 4);
    }

    private static PhoenixException Error(string code) => new(ProxmoxErrors.All.First(error => error.Code == code), "it is so");

    private Task<PhoenixException> ErrorAsync(Shell shell) =>
        Should.ThrowAsync<PhoenixException>(() => GuestReadiness.WaitAsync(shell, time, Cancel));

    private sealed class Shell(Func<int, ShellResult> answer) : IGuestShell
    {
        public int Asked { get; private set; }

        public string Name => "LXC 101 (nginx)";

        public Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel) => Task.FromResult(answer(++Asked));
    }

    /// <summary>Time that leaps whenever somebody looks at it, and in which nobody waits.</summary>
    private sealed class LeapingTime : TimeProvider
    {
        private long now;

        public TimeSpan Leap { get; set; } = TimeSpan.FromSeconds(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now += Leap.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }
}
