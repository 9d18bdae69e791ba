using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Phoenix.Mesh.Routing;
using Phoenix.Mesh.Tls;

namespace Phoenix.Mesh.Configuration;

/// <summary>Keeps the state as the files of a directory say. A broken file is logged and what was in force stays.</summary>
public sealed partial class DynamicDirectory : IDisposable
{
    private readonly string path;
    private readonly TimeSpan throttle;
    private readonly MeshState state;
    private readonly ILogger log;
    private readonly FileSystemWatcher watcher;
    private readonly Timer timer;

    /// <summary>Loads the directory and watches it from then on.</summary>
    public DynamicDirectory(StaticConfiguration configuration, MeshState state, ILogger log)
    {
        (path, throttle, this.state, this.log) = (configuration.Directory, configuration.Throttle, state, log);
        timer = new Timer(_ => Reload());
        watcher = new FileSystemWatcher(path)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.CreationTime,
        };
        watcher.Changed += (_, _) => ReloadSoon();
        watcher.Created += (_, _) => ReloadSoon();
        watcher.Deleted += (_, _) => ReloadSoon();
        watcher.Renamed += (_, _) => ReloadSoon();
        watcher.EnableRaisingEvents = true;
        Reload();
    }

    /// <summary>Loads files and certificates anew, now.</summary>
    public void Reload()
    {
        try
        {
            var files = Directory
                .EnumerateFiles(path)
                .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
                .Order(StringComparer.Ordinal)
                .Select(file => (file, File.ReadAllText(file)));
            var configuration = WithRoots(DynamicConfigurationReader.Read(files));
            state.Replace(configuration, Certificate(configuration));
            LogLoaded(configuration.Routers.Count, configuration.Services.Count);
        }
        catch (Exception failure) when (failure is MeshConfigurationException or IOException or UnauthorizedAccessException)
        {
            LogRefused(failure.Message);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        watcher.Dispose();
        timer.Dispose();
    }

    private static DynamicConfiguration WithRoots(DynamicConfiguration configuration) =>
        configuration with
        {
            Transports = configuration.Transports.SetItems(
                configuration.Transports.Select(entry =>
                    KeyValuePair.Create(entry.Key, entry.Value with { RootsDigest = DigestOf(entry.Value.RootFiles) })
                )
            ),
        };

    private static string DigestOf(ImmutableArray<string> files)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            digest.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    // An unreadable certificate is logged and the one in force stays, as Traefik does it.
    private ServedCertificate? Certificate(DynamicConfiguration configuration)
    {
        try
        {
            return configuration.DefaultCertificate is { } files ? ServedCertificate.Load(files) : state.Certificate;
        }
        catch (MeshConfigurationException failure)
        {
            LogRefused(failure.Message);
            return state.Certificate;
        }
    }

    private void ReloadSoon() => timer.Change(throttle, Timeout.InfiniteTimeSpan);

    [LoggerMessage(Level = LogLevel.Information, Message = "loaded {Routers} routers, {Services} services")]
    private partial void LogLoaded(int routers, int services);

    [LoggerMessage(Level = LogLevel.Error, Message = "not loaded, what was in force stays: {Why}")]
    private partial void LogRefused(string why);
}
