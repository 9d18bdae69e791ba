using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Phoenix.Topology;

namespace Phoenix.Components.Programs;

/// <summary>Official releases: gzipped tars, downloaded once and held to the checksums of <c>phoenix.lock</c>. A program without an entry there is not downloaded.</summary>
/// <param name="lockPath">Path of <c>phoenix.lock</c>.</param>
/// <param name="client">For the download; redirects are followed, the checksum decides.</param>
/// <param name="cache">Where programs are unpacked to.</param>
public sealed class ReleaseSource(string lockPath, HttpClient client, ProgramCache cache) : IProgramSource
{
    private const long LargestArchive = 512L * 1024 * 1024;

    /// <inheritdoc />
    public string Name => "official release";

    /// <inheritdoc />
    public async Task<ProgramOffer> OfferAsync(string name, CancellationToken cancel)
    {
        if (!File.Exists(lockPath))
        {
            return new ProgramOffer.HasNot($"there is no {lockPath}");
        }

        var arch = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var locked = ProgramLists.LockIn(await File.ReadAllTextAsync(lockPath, cancel), lockPath);
        if (locked.Releases.FirstOrDefault(release => release.Name == name && release.Arch == arch) is not { } found)
        {
            return new ProgramOffer.HasNot($"{lockPath} has no {name} for {arch}");
        }

        if (found.BinarySha256.Length != 64 || found.Url.Scheme != Uri.UriSchemeHttps)
        {
            return new ProgramOffer.HasNot($"{lockPath} has {name} without https or a whole checksum");
        }

        var program = new Program(name, found.Version, Name, cache.PathOf(name, found.Version, found.BinarySha256), found.BinarySha256);
        return new ProgramOffer.Has(program, token => ObtainAsync(program, found, token));
    }

    private async Task<Program> ObtainAsync(Program program, LockedRelease release, CancellationToken cancel)
    {
        if (File.Exists(program.LocalPath))
        {
            return program;
        }

        var archive = await DownloadAsync(release, cancel);
        var digest = Convert.ToHexStringLower(SHA256.HashData(archive));
        if (digest != release.Sha256)
        {
            throw ProgramCache.Damaged($"{release.Url}", digest, release.Sha256);
        }

        await cache.PutAsync(program.LocalPath, release.BinarySha256, (file, token) => UnpackAsync(archive, release, file, token), cancel);
        return program;
    }

    private async Task<byte[]> DownloadAsync(LockedRelease release, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.GetAsync(release.Url, HttpCompletionOption.ResponseHeadersRead, cancel);
            answer.EnsureSuccessStatusCode();
            if (answer.Content.Headers.ContentLength > LargestArchive)
            {
                throw ProgramCache.Damaged(
                    $"{release.Url}",
                    $"{answer.Content.Headers.ContentLength} bytes",
                    $"at most {LargestArchive} bytes"
                );
            }

            return await answer.Content.ReadAsByteArrayAsync(cancel);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or IOException || (failure is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            throw new PhoenixException(ProgramErrors.NotToBeHad, $"{release.Url} could not be downloaded", failure)
            {
                Remote = failure.Message,
            };
        }
    }

    private static async Task UnpackAsync(byte[] archive, LockedRelease release, Stream into, CancellationToken cancel)
    {
        await using var unzipped = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(copyData: false, cancel) is { } entry)
        {
            if (entry.Name == release.Member && entry.DataStream is { } data)
            {
                await data.CopyToAsync(into, cancel);
                return;
            }
        }

        throw new PhoenixException(ProgramErrors.BadList, $"{release.Url} has no {release.Member}");
    }
}
