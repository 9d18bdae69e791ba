using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Phoenix.Components.Certificates;
using Phoenix.Components.Programs;
using Phoenix.Components.Traefik;
using Phoenix.Engine;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Traefik;

/// <summary>The rendered configuration and the proof, held to the official program.</summary>
public sealed class RealTraefikTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("phoenix-test-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rendered_routes_are_in_force_and_a_file_that_is_refused_is_seen()
    {
        var program = await ProgramAsync();
        var (api, entry) = (FreePort(), FreePort());
        var dynamic = Directory.CreateDirectory(Path.Combine(folder, "dynamic")).FullName;
        var configuration = TraefikStaticConfig
            .Render(Platforms.Seed)
            .Replace($"{Platforms.Seed.Router.Address}:443", $"127.0.0.1:{entry}", StringComparison.Ordinal)
            .Replace($"127.0.0.1:{TraefikGuest.ApiPort}", $"127.0.0.1:{api}", StringComparison.Ordinal)
            .Replace(TraefikGuest.DynamicDirectory, dynamic, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "traefik.yaml"), configuration, Cancel);
        await WriteAsync(dynamic, RenderedFor(Platforms.Seed));
        using var process = Process.Start(
            new ProcessStartInfo(program, [$"--configFile={folder}/traefik.yaml"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        try
        {
            var url = new Uri($"http://127.0.0.1:{api}/api/rawdata");
            (await JudgedAsync(url, Platforms.Seed)).ShouldBe(new Proof(true, "2 routers, 0 errors"));

            var moved = Platforms.Seed with { Routes = [Platforms.Seed.Routes[0] with { Port = 8081 }] };
            await WriteAsync(dynamic, RenderedFor(moved) + "\nbroken: [");
            (await JudgedAsync(url, moved)).Holds.ShouldBeFalse();

            await WriteAsync(dynamic, RenderedFor(moved));
            (await JudgedAsync(url, moved)).ShouldBe(new Proof(true, "1 routers, 0 errors"));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task WriteAsync(string dynamic, string text)
    {
        var beside = Path.Combine(dynamic, "platform.new");
        await File.WriteAllTextAsync(beside, text, Cancel);
        File.Move(beside, Path.Combine(dynamic, "platform.yaml"), overwrite: true);
    }

    // The certificates of a guest are not here; Traefik logs that and goes on.
    private string RenderedFor(Platform platform) =>
        TraefikDynamicConfig.Render(platform).Replace(LeafPaths.Directory, folder, StringComparison.Ordinal);

    // Until it holds, or for as long as a reload takes.
    private static async Task<Proof> JudgedAsync(Uri url, Platform platform)
    {
        using var client = new HttpClient();
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var proof = await ProofAsync(client, url, platform);
            if (proof.Holds || TimeProvider.System.GetElapsedTime(begin) > TimeSpan.FromSeconds(8))
            {
                return proof;
            }

            await Task.Delay(100, Cancel);
        }
    }

    private static async Task<Proof> ProofAsync(HttpClient client, Uri url, Platform platform)
    {
        try
        {
            return RouterJudgement.Of(platform, await client.GetStringAsync(url, Cancel));
        }
        catch (HttpRequestException failure)
        {
            return new Proof(false, failure.Message);
        }
    }

    private static async Task<string> ProgramAsync()
    {
        SkipUnless.Program("xz");
        var bundle = SharedMaterial.SkipUnlessPresent("components");
        var unpacked = new ProgramCache(Path.Combine(AppContext.BaseDirectory, "programs"));
        return (await new ProgramCatalog([new BundleSource(bundle, unpacked)]).ObtainAsync("traefik", Cancel)).LocalPath;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
