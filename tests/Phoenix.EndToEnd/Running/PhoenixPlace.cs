using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Phoenix.Testing;

namespace Phoenix.EndToEnd.Running;

/// <summary>A directory with a phoenix.yaml of its own, a state of its own, and a lab of its own name.</summary>
public sealed class PhoenixPlace
{
    /// <summary>The platform's name, and the lab's.</summary>
    public required string Name { get; init; }

    /// <summary>Where phoenix.yaml is.</summary>
    public required string Directory { get; init; }

    /// <summary>The port of the machine's loopback on which the gateway is published.</summary>
    public required int Port { get; init; }

    /// <summary>Environment of every run.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The native binary that ./phoenix publishes.</summary>
    public static string Binary { get; } = Path.Combine(RepositoryFolder.Root, "artifacts", "phoenix");

    /// <summary>Whether labs can run here: root, the binary, and the packages.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>A place with the seed platform under another name.</summary>
    /// <param name="purpose">The beginning of its name; no two runs of the tests have a name in common, even when one was killed a moment ago.</param>
    /// <param name="cancel">Cancels the runs of phoenix that make it.</param>
    public static async Task<PhoenixPlace> OfSeedAsync(string purpose, CancellationToken cancel)
    {
        Assert.SkipUnless(Missing is null, Missing ?? "");
        var name = string.Create(CultureInfo.InvariantCulture, $"{purpose}-{System.Environment.ProcessId}");
        var directory = System.IO.Directory.CreateTempSubdirectory($"phoenix-{name}-").FullName;
        // Root of an unprivileged guest is a user of its own on this machine, and has to get through to its files.
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_001_001);
        var place = new PhoenixPlace
        {
            Name = name,
            Directory = directory,
            Port = FreePort(),
            Environment = ImmutableDictionary<string, string?>
                .Empty.Add("PHOENIX_STATE", Path.Combine(directory, "state"))
                .Add("PHOENIX_BUNDLE", SharedMaterial.PathOf("components"))
                .Add("NO_COLOR", "1"),
        };
        Caretaker.Watch(place);
        (await PhoenixRun.OfAsync(place, cancel, "init")).ShouldExitWith(0);
        var path = Path.Combine(directory, "phoenix.yaml");
        var text = await File.ReadAllTextAsync(path, cancel);
        text.ShouldContain("platform: home");
        await File.WriteAllTextAsync(path, text.Replace("platform: home", $"platform: {name}", StringComparison.Ordinal), cancel);
        return place;
    }

    /// <summary>The same place for a machine that has no offline bundle.</summary>
    public PhoenixPlace WithoutBundle() =>
        new()
        {
            Name = Name,
            Directory = Directory,
            Port = Port,
            Environment = Environment.SetItem("PHOENIX_BUNDLE", null),
        };

    /// <summary>Runs phoenix here.</summary>
    public Task<PhoenixRun> RunAsync(CancellationToken cancel, params IEnumerable<string> arguments) =>
        PhoenixRun.OfAsync(this, cancel, arguments);

    /// <summary><c>phoenix up</c> as a script would call it.</summary>
    public Task<PhoenixRun> UpAsync(CancellationToken cancel) =>
        RunAsync(cancel, "up", "--yes", "--output", "json", "--publish", $"127.0.0.1:{Port}");

    private static string? FindMissing()
    {
        if (System.Environment.UserName != "root")
        {
            return "labs need root";
        }

        return File.Exists(Binary) ? null : "artifacts/phoenix is not there: run ./phoenix version first";
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
