using System.Reflection;
using System.Text.RegularExpressions;
using Phoenix.Proxmox.Tests.Fakes;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Contract;

/// <summary>Everything the client sends, held against Proxmox's own schema of the versions we promise.</summary>
public sealed class SchemaContractTests
{
    // A parameter of the newest version only is one that the older node refuses.
    private static readonly string[] Versions = ["9.1.3", "8.4.0"];

    public static TheoryData<string, int> Calls()
    {
        var data = new TheoryData<string, int>();
        for (var index = 0; index < ClientCalls.All.Length; index++)
        {
            data.Add(ClientCalls.All[index].ToString(), index);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Request_of_the_client_is_what_the_schema_asks_for(string name, int index)
    {
        var call = ClientCalls.All[index];
        var request = await RequestOfAsync(call);

        foreach (var version in Versions)
        {
            var method = ApiSchema.Of(version).Method(call.Route);
            method.ShouldNotBeNull($"{version} has no {call.Route}");
            var path = method.PathValues(request.Method, request.Path);
            path.ShouldNotBeNull($"{name} sent {request.Route}");
            var sent = Parameters(request).ToList();
            sent.Select(parameter => parameter.Key)
                .ShouldNotContain(key => path.ContainsKey(key), $"{name} sends a parameter of the path again");
            method.Objections([.. path, .. sent]).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Call_of_the_client_never_goes_unchecked()
    {
        var tried = ClientCalls.All.Select(call => call.Member).ToHashSet();

        Members().Except(tried).ShouldBeEmpty();
        tried.Except(Members()).ShouldBeEmpty();
        tried.Count.ShouldBeGreaterThan(80);
    }

    [Fact]
    public void Schema_check_finds_what_a_node_would_refuse()
    {
        var method = ApiSchema.Of("9.1.3").Method("POST /nodes/{node}/lxc")!;

        var objections = Objections(
            ("vmid", "99"),
            ("net0", "name=eth0,vlan=3"),
            ("unprivileged", "true"),
            ("nix", "1"),
            ("tags", "a b"),
            ("rootfs", "size=3G")
        );

        string[] expected = ["vmid=", "net0=", "unprivileged=", "nix=", "tags=", "rootfs=", "node is missing", "ostemplate is missing"];
        objections.Count().ShouldBe(expected.Length);
        expected.ShouldAllBe(text => objections.Any(objection => objection.Contains(text, StringComparison.Ordinal)));

        IEnumerable<string> Objections(params (string Key, string Value)[] sent) =>
            method.Objections([.. sent.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))]);
    }

    internal static async Task<SentRequest> RequestOfAsync(ClientCall call)
    {
        var handler = new AnsweringHandler(_ => CannedAnswer.Data("null"));
        using var client = Clients.Over(handler);
        try
        {
            await call.Invoke(client, TestContext.Current.CancellationToken);
        }
        catch (PhoenixException error)
            when (error.Code == ProxmoxErrors.AnswerNotUnderstood
                || error.Code == ProxmoxErrors.NotFound
                || error.Code == ProxmoxErrors.TaskFailed
            )
        {
            // Null is no answer to this call; what was sent is what counts here.
        }

        return handler.Sent[0];
    }

    internal static IEnumerable<string> Members() =>
        typeof(ProxmoxClient)
            .Assembly.GetExportedTypes()
            .Where(type => type == typeof(ProxmoxClient) || type.Name.EndsWith("Api", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => typeof(Task).IsAssignableFrom(method.ReturnType))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

    private static IEnumerable<KeyValuePair<string, string>> Parameters(SentRequest request)
    {
        var form =
            request.Headers.GetValueOrDefault("Content-Type") is { } type && type.StartsWith("multipart/", StringComparison.Ordinal)
                ? Regex.Matches(request.Body, "form-data; name=\"([^\"]+)\"(?:; filename=\"([^\"]+)\"|\r\n\r\n([^\r]*))").Select(Part)
                : Pairs(request.Body);
        return Pairs(request.Query).Concat(form);

        static KeyValuePair<string, string> Part(Match part) =>
            KeyValuePair.Create(part.Groups[1].Value, part.Groups[2].Success ? part.Groups[2].Value : part.Groups[3].Value);

        // The node splits on both.
        static IEnumerable<KeyValuePair<string, string>> Pairs(string text) =>
            text.Split(['&', ';'], StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2))
                .Select(pair => KeyValuePair.Create(Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1].Replace('+', ' '))));
    }
}
