using Microsoft.Extensions.Time.Testing;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Tests.Fakes;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Tests.Transport;

public sealed class AuthenticationTests
{
    private readonly FakeTimeProvider time = new();
    private int logins;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_goes_with_every_call_and_nothing_else()
    {
        var handler = new AnsweringHandler(_ => CannedAnswer.Data("null"));

        await Clients.Over(handler).Pools.DeleteAsync("phoenix", Cancel);

        handler
            .Sent.Single()
            .Headers.ShouldBe(
                new Dictionary<string, string> { ["Authorization"] = "PVEAPIToken=root@pam!test=00000000-0000-0000-0000-000000000000" }
            );
    }

    [Fact]
    public async Task Ticket_is_fetched_once_and_changes_carry_the_csrf_token()
    {
        var (handler, client) = WithPassword();

        await client.Cluster.ResourcesAsync(Cancel);
        await client.Pools.DeleteAsync("phoenix", Cancel);

        logins.ShouldBe(1);
        handler.Sent[0].Body.ShouldBe("username=root%40pam&password=a%3Bb");
        handler.Sent[1].Headers.ShouldBe(new Dictionary<string, string> { ["Cookie"] = "PVEAuthCookie=PVE%3Aroot%40pam%3A1%3A%3Asig" });
        handler.Sent[2].Headers["CSRFPreventionToken"].ShouldBe("csrf1");
    }

    [Fact]
    public async Task Ticket_is_renewed_before_its_two_hours_are_over()
    {
        var (handler, client) = WithPassword();
        await client.Cluster.ResourcesAsync(Cancel);

        time.Advance(TimeSpan.FromMinutes(89));
        await client.Cluster.ResourcesAsync(Cancel);
        logins.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(2));
        await client.Cluster.ResourcesAsync(Cancel);

        logins.ShouldBe(2);
        handler.Sent[^1].Headers["Cookie"].ShouldContain("%3A2%3A%3A");
    }

    [Fact]
    public async Task Ticket_that_died_early_is_replaced_and_the_call_made_again()
    {
        var (handler, client) = WithPassword(deadTicket: "%3A1%3A%3A");

        await client.Pools.DeleteAsync("phoenix", Cancel);

        logins.ShouldBe(2);
        handler.Sent.Count(sent => sent.Method == "DELETE").ShouldBe(2);
    }

    [Fact]
    public async Task Ticket_that_died_under_many_calls_is_replaced_once()
    {
        using var together = new Barrier(4);
        var (_, client) = WithPassword(deadTicket: "%3A1%3A%3A", onDead: () => together.SignalAndWait(Cancel));
        await client.Access.LoginAsync("root@pam", new Secret("a;b"), Cancel);
        logins = 0;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => client.Cluster.ResourcesAsync(Cancel), Cancel)));

        logins.ShouldBe(2);
    }

    [Fact]
    public async Task Refused_password_is_tried_once()
    {
        var handler = new AnsweringHandler(_ => new CannedAnswer(
            401,
            "authentication failure",
            """{"message":"authentication failure\n","data":null}"""
        ));
        var client = Clients.Over(handler, new ProxmoxCredentials.Password("root@pam", new Secret("wrong")));

        var error = await Should.ThrowAsync<PhoenixException>(() => client.Cluster.ResourcesAsync(Cancel));

        (error.Code, error.Remote).ShouldBe((ProxmoxErrors.Unauthorised, "authentication failure"));
        handler.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task User_with_a_second_factor_is_told_to_use_a_token()
    {
        var client = Clients.Answering("""{"username":"root@pam","NeedTFA":1,"ticket":"PVE:!tfa!...","CSRFPreventionToken":"x"}""");

        var error = await Should.ThrowAsync<PhoenixException>(() => client.Access.LoginAsync("root@pam", new Secret("right"), Cancel));

        error.Code.ShouldBe(ProxmoxErrors.Unauthorised);
        error.Help.ShouldNotBeNull().ShouldContain("token");
    }

    [Fact]
    public async Task Secrets_are_in_no_error()
    {
        var client = Clients.Over(
            new AnsweringHandler(_ => new CannedAnswer(500, "no", "")),
            new ProxmoxCredentials.Password("root@pam", new Secret("s3cret"))
        );

        var error = await Should.ThrowAsync<PhoenixException>(() => client.Access.LoginAsync("root@pam", new Secret("s3cret"), Cancel));

        $"{error}{error.Remote}{error.Where}".ShouldNotContain("s3cret");
        $"{Clients.Token}".ShouldNotContain("00000000-");
    }

    [Theory]
    [InlineData("root@pam!phoenix=12345678-1234-1234-1234-123456789abc", true)]
    [InlineData(" root@pam!phoenix=12345678-1234-1234-1234-123456789abc\n", true)]
    [InlineData("root@pam=1234", false)]
    [InlineData("root@pam!phoenix", false)]
    [InlineData("root@pam!phoenix=", false)]
    [InlineData("root@pam!phoenix=12 34", false)]
    public void Token_is_read_as_a_secret_holds_it(string text, bool isToken) =>
        (ProxmoxCredentials.Token.Parse(new Secret(text))?.Id == "root@pam!phoenix").ShouldBe(isToken);

    private (AnsweringHandler Handler, ProxmoxClient Client) WithPassword(string deadTicket = "none", Action? onDead = null)
    {
        var handler = new AnsweringHandler(sent =>
            sent.Path == "/access/ticket"
                ? CannedAnswer.Data(
                    $$"""{"username":"root@pam","ticket":"PVE:root@pam:{{++logins}}::sig","CSRFPreventionToken":"csrf{{logins}}"}"""
                )
            : sent.Headers["Cookie"].Contains(deadTicket) ? Dead()
            : CannedAnswer.Data("[]")
        );
        return (handler, Clients.Over(handler, new ProxmoxCredentials.Password("root@pam", new Secret("a;b")), time));

        CannedAnswer Dead()
        {
            onDead?.Invoke();
            return new CannedAnswer(401, "permission denied - invalid PVE ticket", "");
        }
    }
}
