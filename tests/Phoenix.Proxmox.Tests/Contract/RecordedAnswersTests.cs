using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Phoenix.Proxmox.Tests.Fakes;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Contract;

/// <summary>Every answer that a real node gave to a call the client makes: it is read, or it becomes an error in the node's own words.</summary>
public sealed class RecordedAnswersTests(ITestOutputHelper output)
{
    private static readonly ILookup<string, ClientCall> ByVerb = ClientCalls.All.ToLookup(call => call.Route[..call.Route.IndexOf(' ')]);

    // Each with the reason why the client does not read it.
    private static readonly Dictionary<string, string> Unread = new()
    {
        ["i-extra/gzip"] = "compressed bytes that the recording could not keep",
        ["i-extra/deflate"] = "compressed bytes that the recording could not keep",
        ["f-tasks/log-download"] = "a file, not an answer",
        ["b-node/delete-vol-delay"] = "null in place of a task when asked to wait, which the client never does",
        ["f-tasks/tasks-default"] = "cut short in the recording",
        ["a-auth/ticket-path-privs"] = "asks what a user may do instead of logging in, which the client does not",
    };

    [Fact]
    public async Task Answers_of_a_real_node_are_read()
    {
        var counts = new SortedDictionary<string, int>();
        var failures = new List<string>();
        foreach (var (recording, call) in Matching().Where(pair => pair.Recording.Answer.Status == 200))
        {
            try
            {
                await call.Invoke(Clients.Over(new AnsweringHandler(_ => recording.Answer)), TestContext.Current.CancellationToken);
            }
            catch (PhoenixException error) when (call.Member == "TasksApi.WaitAsync" && error.Code != ProxmoxErrors.AnswerNotUnderstood)
            {
                // A task that failed is well read.
            }
            catch (Exception error)
            {
                failures.Add(
                    $"{recording.Name} {call.Member}: {error.Message}: {recording.Answer.Body[..Math.Min(200, recording.Answer.Body.Length)]}"
                );
            }

            counts[call.Route] = counts.GetValueOrDefault(call.Route) + 1;
        }

        Report(counts);
        failures.ShouldBeEmpty();
        counts.Values.Sum().ShouldBeGreaterThan(1200);
    }

    [Fact]
    public async Task Refusals_of_a_real_node_become_errors_in_its_own_words()
    {
        var counts = new SortedDictionary<string, int>();
        var failures = new List<string>();
        foreach (var (recording, call) in Matching().Where(pair => pair.Recording.Answer.Status >= 400))
        {
            var error = await ErrorOfAsync(recording, call);
            counts[error?.Code.Code ?? "none"] = counts.GetValueOrDefault(error?.Code.Code ?? "none") + 1;
            var words = error?.Remote ?? "";
            if (error is null || !words.Contains(recording.Message.Trim()) || !recording.Errors.All(text => words.Contains(text.Trim())))
            {
                failures.Add($"{recording.Name} {call.Member}: {recording.Answer.Status} {recording.Message} became {error?.Code} {words}");
            }
        }

        Report(counts);
        failures.ShouldBeEmpty();
        counts.Values.Sum().ShouldBeGreaterThan(250);
        counts.Keys.Count.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Every_recorded_refusal_of_any_call_has_a_code_and_keeps_the_nodes_words()
    {
        var counts = new SortedDictionary<string, int>();
        var failures = new List<string>();
        foreach (var recording in Recording.All().Where(recording => recording.Answer.Status >= 400))
        {
            var request = new ApiRequest(new HttpMethod(recording.Method), recording.Path);
            var error = RemoteError.From(
                request,
                (HttpStatusCode)recording.Answer.Status,
                recording.Answer.Reason,
                Encoding.UTF8.GetBytes(recording.Answer.Body)
            );
            counts[error.Code.Code] = counts.GetValueOrDefault(error.Code.Code) + 1;
            var words = error.Remote ?? "";
            // "The node could not do it" is for what it tried: statuses of a meaning of their own have codes of their own.
            var isMapped =
                ProxmoxErrors.All.Contains(error.Code)
                && (error.Code != ProxmoxErrors.Refused || recording.Answer.Status is 424 or 500 or 506);
            if (!isMapped || !words.Contains(recording.Message.Trim()) || !recording.Errors.All(text => words.Contains(text.Trim())))
            {
                failures.Add($"{recording.Name}: {recording.Answer.Status} {recording.Message} became {error.Code} {words}");
            }
        }

        Report(counts);
        failures.ShouldBeEmpty();
        counts.Values.Sum().ShouldBeGreaterThan(600);
    }

    private static async Task<PhoenixException?> ErrorOfAsync(Recording recording, ClientCall call)
    {
        // Whether an id is free is an answer to this call even when the node refuses; the plain call shows the refusal.
        var asked =
            call.Member == "ClusterApi.IsFreeAsync" ? ClientCalls.All.Single(other => other.Member == "ClusterApi.NextIdAsync") : call;
        try
        {
            await asked.Invoke(Clients.Over(new AnsweringHandler(_ => recording.Answer)), TestContext.Current.CancellationToken);
            return null;
        }
        catch (PhoenixException error)
        {
            return error;
        }
    }

    private static IEnumerable<(Recording Recording, ClientCall Call)> Matching() =>
        from recording in Recording.All()
        let call = CallFor(recording)
        where call is not null && !Unread.ContainsKey(recording.Name)
        select (recording, call);

    private static ClientCall? CallFor(Recording recording) =>
        ByVerb[recording.Method].FirstOrDefault(call => Regex.IsMatch(recording.Path, Pattern(call.Route)) && Fits(call, recording));

    // One route, calls with different answers: which one the node was asked is in the query.
    private static bool Fits(ClientCall call, Recording recording) =>
        call.Member switch
        {
            "PoolsApi.ListAsync" => !recording.Query.Contains("poolid"),
            "ClusterApi.NextIdAsync" => !recording.Query.Contains("vmid"),
            _ => true,
        };

    private static string Pattern(string route)
    {
        var path = route[(route.IndexOf(' ') + 1)..];
        // An id in a path may hold slashes only at its end: volumes, networks in sets.
        return "^"
            + Regex.Replace(
                Regex.Escape(path),
                @"\\{(\w+)}$|\\{(\w+)}",
                match => match.Groups[1].Value is "volume" or "cidr" ? ".+" : "[^/]+"
            )
            + "$";
    }

    private void Report(SortedDictionary<string, int> counts)
    {
        foreach (var (what, count) in counts)
        {
            output.WriteLine($"{count, 5} {what}");
        }

        output.WriteLine($"{counts.Values.Sum(), 5} in all");
    }
}
