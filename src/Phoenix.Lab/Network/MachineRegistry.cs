using System.Collections.Immutable;
using System.Text.Json;
using Phoenix.Lab.Host;
using Phoenix.Topology;

namespace Phoenix.Lab.Network;

/// <summary>What all labs of this machine share: who uses which uplink, and what was changed on the machine and must be put back when the last lab goes.</summary>
/// <remarks>Kept in <c>/run</c>: a reboot ends every lab and every change alike.</remarks>
internal sealed class MachineRegistry(TimeProvider time)
{
    private const string Folder = "/run/phoenix";
    private const string StateFile = Folder + "/labs.json";
    private const string ForwardingFile = "/proc/sys/net/ipv4/ip_forward";

    /// <summary>Gives a lab its uplink (the same one when it has one already) and turns forwarding on.</summary>
    /// <exception cref="PhoenixException">PHX6005: the name is used from another state directory.</exception>
    public async Task<Uplink> JoinAsync(LabName lab, string stateDirectory, CancellationToken cancel)
    {
        using var held = await FileLock.AcquireAsync(Folder + "/labs.lock", time, cancel);
        var state = await ReadAsync(cancel);
        var mine = state.Labs.FirstOrDefault(entry => entry.Name == lab.Value);
        EnsureNotOfAnother(mine, lab, stateDirectory);
        var uplink = mine is not null ? new Uplink(mine.Uplink) : await FreeAsync(state, cancel);
        var entries = state
            .Labs.RemoveAll(entry => entry.Name == lab.Value)
            .Add(new RegisteredLab(lab.Value, stateDirectory, uplink.Number));
        var before = state.ForwardingBefore ?? (await File.ReadAllTextAsync(ForwardingFile, cancel)).Trim();
        await WriteAsync(state with { ForwardingBefore = before, Labs = entries }, cancel);
        await File.WriteAllTextAsync(ForwardingFile, "1", cancel);
        return uplink;
    }

    /// <summary>Makes sure that a lab of this name, if there is one, is the one of this state directory.</summary>
    /// <exception cref="PhoenixException">PHX6005: it lives in another one.</exception>
    public static async Task EnsureOwnAsync(LabName lab, string stateDirectory, CancellationToken cancel) =>
        EnsureNotOfAnother(await FindAsync(lab, cancel), lab, stateDirectory);

    /// <summary>Forgets a lab; after the last one the machine's settings are as before.</summary>
    public async Task LeaveAsync(LabName lab, CancellationToken cancel)
    {
        if (!File.Exists(StateFile))
        {
            return;
        }

        using (await FileLock.AcquireAsync(Folder + "/labs.lock", time, cancel))
        {
            var state = await ReadAsync(cancel);
            var left = state.Labs.RemoveAll(entry => entry.Name == lab.Value || !Lives(LabName.Parse(entry.Name)));
            if (!left.IsEmpty)
            {
                await WriteAsync(state with { Labs = left }, cancel);
                return;
            }

            if (state.ForwardingBefore is { } before)
            {
                await File.WriteAllTextAsync(ForwardingFile, before, cancel);
            }

            File.Delete(StateFile);
        }

        await ForgetNamespaceFolderAsync(cancel);
    }

    /// <summary>The file whose lock whoever changes a lab holds.</summary>
    public static string LockOf(LabName lab) => Path.Combine(Folder, $"{lab}.lock");

    /// <summary>The lab's entry, or null.</summary>
    public static async Task<RegisteredLab?> FindAsync(LabName lab, CancellationToken cancel) =>
        (await ReadAsync(cancel)).Labs.FirstOrDefault(entry => entry.Name == lab.Value);

    // A lab whose namespace is gone (a killed test, a crash) keeps nothing alive, but one that is just coming up has none yet.
    private static bool Lives(LabName lab) => File.Exists(lab.NamespacePath) || FileLock.IsHeld(LockOf(lab));

    // Of a directory that was deleted nobody can take a lab down any more: then anybody may.
    private static void EnsureNotOfAnother(RegisteredLab? entry, LabName lab, string stateDirectory)
    {
        if (
            entry is not null
            && entry.StateDirectory != stateDirectory
            && File.Exists(lab.NamespacePath)
            && Directory.Exists(entry.StateDirectory)
        )
        {
            throw new PhoenixException(LabErrors.NameTaken, $"the lab \"{lab}\" belongs to {entry.StateDirectory}");
        }
    }

    // `ip netns add` mounts /run/netns upon itself; without any namespace left that mount is only a trace.
    private static async Task ForgetNamespaceFolderAsync(CancellationToken cancel)
    {
        if (Directory.Exists("/run/netns") && !Directory.EnumerateFileSystemEntries("/run/netns").Any())
        {
            await Machine.RunAsync(MachineCommand.Of("umount", "/run/netns"), cancel);
        }
    }

    private static async Task<Uplink> FreeAsync(RegistryState state, CancellationToken cancel) =>
        Uplink.Free(
            MachineRoutes.Parse(await File.ReadAllTextAsync("/proc/net/route", cancel)),
            [.. state.Labs.Select(entry => entry.Uplink)]
        );

    private static async Task<RegistryState> ReadAsync(CancellationToken cancel)
    {
        if (!File.Exists(StateFile))
        {
            return new RegistryState();
        }

        await using var file = File.OpenRead(StateFile);
        return await JsonSerializer.DeserializeAsync(file, LabJson.Default.RegistryState, cancel) ?? new RegistryState();
    }

    private static async Task WriteAsync(RegistryState state, CancellationToken cancel)
    {
        await File.WriteAllBytesAsync(
            StateFile + ".new",
            JsonSerializer.SerializeToUtf8Bytes(state, LabJson.Default.RegistryState),
            cancel
        );
        File.Move(StateFile + ".new", StateFile, overwrite: true);
    }
}

/// <summary>The registry's file.</summary>
internal sealed record RegistryState
{
    /// <summary>The machine's <c>ip_forward</c> before the first lab.</summary>
    public string? ForwardingBefore { get; init; }

    /// <summary>The labs of this machine.</summary>
    public ImmutableList<RegisteredLab> Labs { get; init; } = [];
}

/// <summary>A lab in the registry.</summary>
internal sealed record RegisteredLab(string Name, string StateDirectory, int Uplink);
