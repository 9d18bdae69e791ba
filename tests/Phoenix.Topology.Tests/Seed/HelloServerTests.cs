using System.Net;

namespace Phoenix.Topology.Tests.Seed;

public sealed class HelloServerTests
{
    private const string Token = "do-not-show-me";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hello_answers_with_the_greeting_escaped_and_without_the_token()
    {
        await using var server = await HelloServer.StartAsync("<b>hi</b>", Token, Cancel);

        var page = await server.Client.GetStringAsync("/", Cancel);

        page.ShouldContain("<h1>&lt;b&gt;hi&lt;/b&gt;</h1>");
        page.ShouldContain("A token was delivered.");
        (page + server.FirstLine).ShouldNotContain(Token);
    }

    [Theory]
    [InlineData("GET", "/healthz", HttpStatusCode.OK, "ok\n")]
    [InlineData("HEAD", "/healthz", HttpStatusCode.OK, "")]
    [InlineData("GET", "/healthz?x=1", HttpStatusCode.OK, "ok\n")]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound, "not here\n")]
    [InlineData("DELETE", "/", HttpStatusCode.MethodNotAllowed, "GET or HEAD\n")]
    public async Task Hello_answers_a_request(string method, string path, HttpStatusCode status, string body)
    {
        await using var server = await HelloServer.StartAsync("hello", "", Cancel);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await server.Client.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldBe(body);
    }

    [Fact]
    public async Task Hello_ends_at_once_when_it_is_told_to()
    {
        await using var server = await HelloServer.StartAsync("hello", Token, Cancel);
        await server.Client.GetStringAsync("/", Cancel);

        var exitCode = await server.TerminateAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(5), Cancel);

        exitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Hello_serves_many_at_the_same_time()
    {
        await using var server = await HelloServer.StartAsync("hello", "", Cancel);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.Client.GetStringAsync("/healthz", Cancel)));

        answers.ShouldAllBe(answer => answer == "ok\n");
    }
}
