using Phoenix.Proxmox.Tasks;
using Phoenix.Proxmox.Tests.Fakes;
using Phoenix.Proxmox.Values;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Tasks;

public sealed class TasksApiTests
{
    private static readonly Upid Task = Upid.Parse("UPID:pve1:000001A6:0002E4A3:6B035B35:vzcreate:101:root@pam:")!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("OK")]
    [InlineData("WARNINGS: 2")]
    public async Task Task_is_waited_for_until_it_ends_well(string exitStatus)
    {
        var polls = 0;
        var client = Node(_ => ++polls < 4 ? null : exitStatus, []);

        (await client.Tasks.WaitAsync(Task, null, Cancel)).ShouldBe(exitStatus);

        polls.ShouldBe(4);
    }

    [Fact]
    public async Task Log_is_told_line_by_line_and_no_line_is_lost_or_told_twice()
    {
        var log = new List<string>();
        var told = new Lines();
        string?[] writes = [null, "one", null, "two", "three", "no content", "TASK OK"];
        var client = Node(
            poll =>
            {
                log.AddRange(writes.Skip(poll).Take(1).OfType<string>());
                return poll < writes.Length - 1 ? null : "OK";
            },
            log
        );

        await client.Tasks.WaitAsync(Task, told, Cancel);

        told.ShouldBe(["one", "two", "three", "no content", "TASK OK"]);
    }

    [Theory]
    [InlineData("unable to create CT 101 - volume 'local:vztmpl/nix.tar.gz' does not exist", "PHX2003")]
    [InlineData("CT is locked (backup)", "PHX2005")]
    [InlineData("startup for container '102' failed", "PHX2012")]
    [InlineData("unexpected status", "PHX2012")]
    public async Task Failed_task_carries_its_error_and_the_end_of_its_log(string exitStatus, string code)
    {
        var log = Enumerable.Range(1, 60).Select(number => $"line {number}").Append($"TASK ERROR: {exitStatus}").ToList();

        var error = await Should.ThrowAsync<PhoenixException>(() => Node(_ => exitStatus, log).Tasks.WaitAsync(Task, null, Cancel));

        error.Code.Code.ShouldBe(code);
        error.Message.ShouldContain("vzcreate 101");
        var remote = error.Remote.ShouldNotBeNull().Split('\n');
        remote[^1].ShouldBe(exitStatus);
        remote[^2].ShouldBe("line 60");
        remote.Length.ShouldBe(25);
    }

    [Fact]
    public async Task Log_that_cannot_be_read_does_not_hide_the_error()
    {
        var client = Clients.Over(
            new AnsweringHandler(sent =>
                sent.Path.EndsWith("/log", StringComparison.Ordinal)
                    ? CannedAnswer.Data("""{"n":1,"t":"unable to open file - No such file or directory"}""")
                    : CannedAnswer.Data("""{"status":"stopped","exitstatus":"disk full"}""")
            )
        );

        (await Should.ThrowAsync<PhoenixException>(() => client.Tasks.WaitAsync(Task, null, Cancel))).Remote.ShouldBe("disk full");
    }

    [Theory]
    [InlineData("OK")]
    [InlineData("disk full")]
    public async Task Log_that_is_refused_does_not_hide_how_the_task_ends(string exitStatus)
    {
        var polls = 0;
        var client = Clients.Over(
            new AnsweringHandler(sent =>
                sent.Path.EndsWith("/log", StringComparison.Ordinal) ? new CannedAnswer(403, "Permission check failed (/nodes/pve1)", "")
                : polls++ == 0 ? CannedAnswer.Data("""{"status":"running"}""")
                : CannedAnswer.Data($$"""{"status":"stopped","exitstatus":"{{exitStatus}}"}""")
            )
        );

        var waiting = client.Tasks.WaitAsync(Task, new Lines(), Cancel);

        if (exitStatus == "OK")
        {
            (await waiting).ShouldBe("OK");
        }
        else
        {
            (await Should.ThrowAsync<PhoenixException>(() => waiting)).Remote.ShouldBe(exitStatus);
        }
    }

    [Fact]
    public async Task Log_longer_than_a_page_is_told_to_its_end()
    {
        var told = new Lines();

        await Node(_ => "OK", [.. Enumerable.Range(1, 1234).Select(number => $"line {number}")]).Tasks.WaitAsync(Task, told, Cancel);

        told.Count.ShouldBe(1234);
        told[^1].ShouldBe("line 1234");
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting()
    {
        using var cancelling = new CancellationTokenSource(100);

        await Should.ThrowAsync<OperationCanceledException>(() => Node(_ => null, []).Tasks.WaitAsync(Task, null, cancelling.Token));
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(1, 200)]
    [InlineData(60, 1500)]
    public void Pause_grows_with_what_the_task_has_taken(int seconds, int pause) =>
        TasksApi.Pause(TimeSpan.FromSeconds(seconds)).ShouldBe(TimeSpan.FromMilliseconds(pause));

    [Theory]
    [InlineData("UPID:pve1:000001A6:0002E4A3:6B035B35:imgdel:777@local:bob@pve!t1:", "imgdel", "777@local", "bob@pve!t1")]
    [InlineData("UPID:pve1:000001A6:0002E4A3:6B035B35:imgcopy::root@pam:", "imgcopy", "", "root@pam")]
    public void Task_id_is_read(string text, string type, string id, string user)
    {
        var upid = Upid.Parse(text).ShouldNotBeNull();

        (upid.Node, upid.Type, upid.Id, upid.User, upid.Text).ShouldBe(("pve1", type, id, user, text));
        upid.StartedAt.ToUnixTimeSeconds().ShouldBe(0x6B035B35);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("OK")]
    [InlineData("UPID:pve1:1:2:xyz:a:b:c:")]
    public void Text_that_is_no_task_id_is_none(string? text) => Upid.Parse(text).ShouldBeNull();

    private static ProxmoxClient Node(Func<int, string?> exitStatus, List<string> log)
    {
        var polls = 0;
        return Clients.Over(
            new AnsweringHandler(sent =>
            {
                if (sent.Path.EndsWith("/log", StringComparison.Ordinal))
                {
                    return LogOf(log, sent.Query);
                }

                var status = exitStatus(polls++);
                return CannedAnswer.Data(
                    status is null ? """{"status":"running"}""" : $$"""{"status":"stopped","exitstatus":"{{status}}"}"""
                );
            })
        );
    }

    // An empty log has one line that is none, as the real node answers.
    private static CannedAnswer LogOf(List<string> log, string query)
    {
        var numbers = query.Split('&').Select(part => int.Parse(part.Split('=')[1])).ToList();
        var (start, limit) = (numbers[0], numbers[1] == 0 ? int.MaxValue : numbers[1]);
        var rows =
            log.Count == 0
                ? ["""{"n":1,"t":"no content"}"""]
                : log.Select((line, index) => $$"""{"n":{{index + 1}},"t":"{{line}}"}""").Skip(start).Take(limit);
        return new CannedAnswer(200, "OK", $$"""{"total":{{Math.Max(1, log.Count)}},"data":[{{string.Join(',', rows)}}]}""");
    }

    private sealed class Lines : List<string>, IProgress<string>
    {
        public void Report(string value) => Add(value);
    }
}
