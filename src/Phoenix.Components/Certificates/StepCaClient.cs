using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Phoenix.Components.StepCa;
using Phoenix.Engine;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Components.Certificates;

/// <summary>Talks to step-ca over TLS that is verified against the platform's root.</summary>
/// <param name="reach">How the CA's address is reached.</param>
/// <param name="endpoint">The CA's address.</param>
/// <param name="name">Its DNS name, which its certificate has to hold.</param>
/// <param name="vault">The root and the provisioner's key.</param>
/// <param name="time">The clock.</param>
public sealed class StepCaClient(INetworkReach reach, IPEndPoint endpoint, string name, CaVault vault, TimeProvider time) : ILeafSigner
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(15);

    // The clocks of host and guest may be a little apart.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    // step-ca's own least.
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The client of a platform's CA.</summary>
    public static StepCaClient For(Platform platform, INetworkReach reach, CaVault vault, TimeProvider time) =>
        new(reach, new IPEndPoint(platform.Authority.Address, PlatformPorts.Https), platform.NameOf(platform.Authority.Name), vault, time);

    /// <summary>Proves that the CA answers <c>/health</c> over verified TLS; waits while it starts.</summary>
    public async Task<Proof> ProveHealthAsync(CancellationToken cancel)
    {
        using var root = await vault.RootAsync(cancel);
        var begin = time.GetTimestamp();
        while (true)
        {
            try
            {
                using var client = ClientTrusting(root);
                var answer = await client.GetFromJsonAsync("/health", StepCaJson.Default.HealthAnswer, cancel);
                return new Proof(
                    answer?.Status == "ok",
                    $"CA {(answer?.Status == "ok" ? "healthy" : answer?.Status)}, root {CertificateWords.Short(CertificateWords.FingerprintOf(root))}"
                );
            }
            catch (Exception failure) when (IsOfTheWay(failure, cancel))
            {
                if (time.GetElapsedTime(begin) > StartPatience)
                {
                    return new Proof(false, $"the CA does not answer: {Words(failure)}");
                }

                await Task.Delay(Pause, time, cancel);
            }
        }
    }

    /// <inheritdoc />
    public async Task<IssuedLeaf> SignAsync(string signingRequest, LeafRequest leaf, TimeSpan life, CancellationToken cancel)
    {
        using var root = await vault.RootAsync(cancel);
        var key = await vault.ProvisionerAsync(cancel);
        var capped = await CappedAsync(life, cancel);
        using var client = ClientTrusting(root);
        var begin = time.GetTimestamp();
        var isSecond = false;
        while (true)
        {
            try
            {
                var attempt = await TrySignAsync(client, key, signingRequest, leaf, capped, cancel);
                if (attempt.Issued is { } issued)
                {
                    return issued;
                }

                if (attempt.Status != HttpStatusCode.Unauthorized || isSecond)
                {
                    throw Refused(leaf, attempt);
                }

                // A CA that started within this very second refuses a token of this second: a later one is minted, once.
                isSecond = true;
                await Task.Delay(TimeSpan.FromSeconds(1.1), time, cancel);
            }
            // Nothing was sent yet: its unit counts as started before it listens.
            catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConnectionError)
            {
                if (time.GetElapsedTime(begin) > StartPatience)
                {
                    throw CannotBeReached(failure);
                }

                await Task.Delay(Pause, time, cancel);
            }
        }
    }

    // The CA itself would sign beyond its own end, and nobody would take such a leaf then.
    private async Task<TimeSpan> CappedAsync(TimeSpan life, CancellationToken cancel)
    {
        using var intermediate = await vault.FindIntermediateAsync(cancel);
        if (intermediate is null)
        {
            return life;
        }

        var left = CertificateWords.EndOf(intermediate) - time.GetUtcNow() - Margin;
        return left < ShortestLife
                ? throw new PhoenixException(CertificateErrors.IntermediateEnds, "the intermediate ends before a leaf could be of use")
                {
                    Where = $"{CertificateWords.EndOf(intermediate):u}",
                }
            : left < life ? left
            : life;
    }

    private async Task<Attempt> TrySignAsync(
        HttpClient client,
        ProvisionerKey key,
        string signingRequest,
        LeafRequest leaf,
        TimeSpan life,
        CancellationToken cancel
    )
    {
        ImmutableArray<string> names = [.. leaf.DnsNames, .. leaf.Addresses.Select(address => address.ToString())];
        var token = OneTimeToken.Mint(key, StepCaGuest.ProvisionerName, $"https://{name}/1.0/sign", leaf.Subject, names, time.GetUtcNow());
        var request = new SignRequest(signingRequest, token, $"{(long)life.TotalSeconds}s");
        try
        {
            using var answer = await client.PostAsJsonAsync("/1.0/sign", request, StepCaJson.Default.SignRequest, cancel);
            if (!answer.IsSuccessStatusCode)
            {
                return new Attempt(null, answer.StatusCode, await RefusalAsync(answer, cancel));
            }

            var signed = await answer.Content.ReadFromJsonAsync(StepCaJson.Default.SignAnswer, cancel);
            var chain = string.Join('\n', signed?.CertChain.Select(pem => pem.Trim()) ?? []) + "\n";
            return new Attempt(IssuedLeaf.Of(chain), answer.StatusCode, "");
        }
        catch (Exception failure) when (failure is JsonException or CryptographicException)
        {
            throw new PhoenixException(CertificateErrors.NotSigned, $"the CA answered what no CA answers ({name})", failure)
            {
                Remote = failure.Message,
            };
        }
        catch (Exception failure)
            when (failure is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } && IsOfTheWay(failure, cancel))
        {
            throw CannotBeReached(failure);
        }
    }

    private PhoenixException CannotBeReached(Exception failure) =>
        new(CertificateErrors.Unreachable, $"the CA cannot be reached at {endpoint}", failure) { Remote = Words(failure) };

    private static async Task<string> RefusalAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var text = await answer.Content.ReadAsStringAsync(cancel);
        try
        {
            return JsonSerializer.Deserialize(text, StepCaJson.Default.RefusalAnswer)?.Message ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static PhoenixException Refused(LeafRequest leaf, Attempt attempt) =>
        new(CertificateErrors.NotSigned, $"the CA refused to sign for {leaf.Subject} ({(int)attempt.Status})") { Remote = attempt.Words };

    private HttpClient ClientTrusting(X509Certificate2 root)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = async (_, token) => await reach.ConnectAsync(endpoint, token),
            SslOptions = new SslClientAuthenticationOptions
            {
                TargetHost = name,
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { root },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri($"https://{name}"), Timeout = TimeSpan.FromSeconds(10) };
    }

    private static bool IsOfTheWay(Exception failure, CancellationToken cancel) =>
        failure is HttpRequestException or IOException or SocketException or AuthenticationException or TaskCanceledException
        && !cancel.IsCancellationRequested;

    private static string Words(Exception failure) =>
        failure.InnerException is null ? failure.Message : $"{failure.Message} {Words(failure.InnerException)}";

    private sealed record Attempt(IssuedLeaf? Issued, HttpStatusCode Status, string Words);
}
