using System.ComponentModel;
using System.Runtime.InteropServices;
using CliWrap;
using CliWrap.Exceptions;
using Phoenix.Topology;

namespace Phoenix.Components.Programs;

/// <summary>The offline bundle: a directory with <c>manifest.json</c> and compressed programs. The packed and the unpacked file are both held to the manifest.</summary>
/// <param name="directory">The bundle, or null when there is none.</param>
/// <param name="cache">Where programs are unpacked to.</param>
public sealed class BundleSource(string? directory, ProgramCache cache) : IProgramSource
{
    /// <inheritdoc />
    public string Name => "bundle";

    /// <inheritdoc />
    public async Task<ProgramOffer> OfferAsync(string name, CancellationToken cancel)
    {
        if (directory is null)
        {
            return new ProgramOffer.HasNot("there is none (PHOENIX_BUNDLE names its directory)");
        }

        var manifestPath = Path.Combine(directory, "manifest.json");
        if (!File.Exists(manifestPath))
        {
            return new ProgramOffer.HasNot($"there is no {manifestPath}");
        }

        var arch = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var manifest = ProgramLists.ManifestIn(await File.ReadAllTextAsync(manifestPath, cancel), manifestPath);
        if (
            manifest.Components.FirstOrDefault(entry =>
                entry.Name == name && entry.Kind == "binary" && entry.Os == "linux" && entry.Arch == arch
            )
            is not { } found
        )
        {
            return new ProgramOffer.HasNot($"{directory} has no {name} for linux on {arch}");
        }

        if (found.Compression != "xz" || found.BinarySha256.Length != 64 || Path.GetFileName(found.File) != found.File)
        {
            return new ProgramOffer.HasNot($"{directory} has {name} in a form that is not known");
        }

        var path = cache.PathOf(found.Name, found.Version, found.BinarySha256);
        var program = new Program(found.Name, found.Version, Name, path, found.BinarySha256);
        return new ProgramOffer.Has(program, token => ObtainAsync(program, Path.Combine(directory, found.File), found, token));
    }

    private async Task<Program> ObtainAsync(Program program, string packed, BundleEntry entry, CancellationToken cancel)
    {
        if (ProgramCache.Holds(program.LocalPath, entry.BinarySize))
        {
            return program;
        }

        if (!ProgramCache.Holds(packed, entry.Size))
        {
            throw ProgramCache.Damaged(
                entry.File,
                File.Exists(packed) ? $"{new FileInfo(packed).Length} bytes" : "nothing",
                $"{entry.Size} bytes"
            );
        }

        var digest = await ProgramCache.DigestAsync(packed, cancel);
        if (digest != entry.Sha256)
        {
            throw ProgramCache.Damaged(entry.File, digest, entry.Sha256);
        }

        await cache.PutAsync(program.LocalPath, entry.BinarySha256, (file, token) => UnpackAsync(packed, file, token), cancel);
        return program;
    }

    private static async Task UnpackAsync(string packed, Stream into, CancellationToken cancel)
    {
        try
        {
            await Cli.Wrap("xz")
                .WithArguments(["--decompress", "--stdout", packed])
                .WithStandardOutputPipe(PipeTarget.ToStream(into))
                .ExecuteAsync(cancel);
        }
        catch (Exception failure) when (failure is CommandExecutionException or Win32Exception)
        {
            throw new PhoenixException(ProgramErrors.Damaged, $"{Path.GetFileName(packed)} could not be unpacked", failure)
            {
                Remote = failure.Message,
                Help = failure is Win32Exception ? "apt-get install xz-utils" : null,
            };
        }
    }
}
