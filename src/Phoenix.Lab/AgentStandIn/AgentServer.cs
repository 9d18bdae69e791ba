using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Phoenix.Lab.PortainerStandIn;
using Phoenix.Lab.PortainerStandIn.Engines;
using Phoenix.Lab.PortainerStandIn.Http;

namespace Phoenix.Lab.AgentStandIn;

/// <summary>A running agent: its own certificate, signed requests only, everything on to the engine's socket.</summary>
internal sealed class AgentServer : IAsyncDisposable
{
    /// <summary>The version whose behaviour is kept, and that it is not the real thing.</summary>
    public const string Version = "2.23.0-phoenix-stand-in";

    private readonly WebApplication app;
    private readonly DockerEngine engine;

    private AgentServer(WebApplication app, DockerEngine engine) => (this.app, this.engine) = (app, engine);

    public int Port => StandInHost.PortOf(app);

    public static async Task<AgentServer> StartAsync(AgentOptions options, TimeProvider time, CancellationToken cancel)
    {
        var docker = DockerEngine.AtSocket(options.Socket);
        var trust = new AgentTrust(options.Secret);
        var certificate = ServerCertificate.SelfSigned("portainer-agent-stand-in", time.GetUtcNow());
        var listening = StandInHost.Build(options.EndPoint, null, certificate, context => AnswerAsync(context, trust, docker));
        await listening.StartAsync(cancel);
        return new AgentServer(listening, docker);
    }

    public Task WaitAsync(CancellationToken cancel) => app.WaitForShutdownAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        engine.Dispose();
    }

    private static async Task AnswerAsync(HttpContext context, AgentTrust trust, DockerEngine engine)
    {
        context.Response.Headers["Portainer-Agent"] = Version;
        context.Response.Headers["Portainer-Agent-Api-Version"] = "2";
        context.Response.Headers["Portainer-Agent-Platform"] = "1";
        // The one thing an agent says to anybody.
        if (context.Request.Path == "/ping")
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (trust.Refuse(context.Request.Headers) is { } details)
        {
            await RefuseAsync(context, details);
            return;
        }

        var path = EngineProxy.WithoutVersion(context.Request.Path.ToUriComponent().TrimStart('/'));
        await EngineProxy.ForwardAsync(context, engine, path + context.Request.QueryString.ToUriComponent(), status => status);
    }

    private static async Task RefuseAsync(HttpContext context, (string Message, string Details) refusal)
    {
        var body = new JsonObject { ["message"] = refusal.Message, ["details"] = refusal.Details };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, StandInJson.Default.JsonNode);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
