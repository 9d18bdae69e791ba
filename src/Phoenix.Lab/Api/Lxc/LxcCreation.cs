using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Storage;
using Phoenix.Lab.Api.Tasks;
using Phoenix.Lab.Runtime;
using Phoenix.Topology;

namespace Phoenix.Lab.Api.Lxc;

/// <summary>Makes containers. What can be refused at once is; the rest is a task that leaves nothing behind when it fails.</summary>
internal sealed partial class LxcCreation(NodeServices node, LxcLife life)
{
    private static readonly GuestConfig Reserved = new()
    {
        Kind = GuestKind.Container,
        Values = GuestConfig.Empty.SetItem("lock", "create"),
    };

    private readonly LxcMounts _mounts = new(node.Storage);

    /// <summary><c>POST /nodes/{node}/lxc</c>.</summary>
    public async ValueTask<ApiResult> CreateAsync(ApiCall call, CancellationToken cancel)
    {
        var vmid = call.Vmid;
        if (node.Guests.Find(vmid) is { } existing)
        {
            throw ApiFailure.Run(
                call.Flag("restore") && call.Flag("force") && await node.IsRunningAsync(vmid, cancel)
                    ? "can't overwrite running container"
                    : Taken(vmid, existing)
            );
        }
        Check(call);
        if (!node.Guests.TryReserve(vmid, Reserved with { }, out var other))
        {
            throw ApiFailure.Run($"unable to create CT {vmid} - {Taken(vmid, other)}");
        }
        var start = call.Flag("start");
        return node.Tasks.Start(
            "vzcreate",
            $"{vmid}",
            call.Caller,
            async task =>
            {
                using (await node.Guests.LockAsync(GuestKind.Container, vmid, task.Stopped))
                {
                    await RunAsync(call, task);
                }
                if (start)
                {
                    life.Start(vmid, call.Caller);
                }
            }
        );
    }

    private string Taken(int vmid, GuestConfig existing) =>
        $"{(existing.Kind == GuestKind.Container ? "CT" : "VM")} {vmid} already exists on node '{node.Options.NodeName}'";

    private void Check(ApiCall call)
    {
        if (call.Flag("restore"))
        {
            throw ApiFailure.Run("unable to restore CT - the lab keeps no backups");
        }
        if (call.Find("pool") is { } pool && !node.Pools.All.ContainsKey(pool))
        {
            throw ApiFailure.Forbidden($"pool '{pool}' does not exist");
        }
        if (VolumeId.Parse(call.Text("ostemplate")) is { } template)
        {
            node.Storage.Get(template.Storage);
        }
        if (call.Find("storage") is { } storage)
        {
            node.Storage.Get(storage);
        }
        foreach (var (key, value) in Complete(call))
        {
            LxcRights.Check(call.Caller, key, value, call.Flag("unprivileged"));
            if (LxcMounts.IsMount(key))
            {
                _mounts.Check(key, value);
            }
            if (key == "hookscript")
            {
                throw ApiFailure.Run($"script '{value}' does not exist");
            }
        }
        if (
            call.Find("ssh-public-keys") is { } keys
            && keys.Split('\n', StringSplitOptions.RemoveEmptyEntries).Any(static line => !PublicKey.IsMatch(line))
        )
        {
            throw ApiFailure.Run("SSH public key validation error");
        }
    }

    private async Task RunAsync(ApiCall call, NodeTask task)
    {
        var vmid = call.Vmid;
        var allocated = new List<string>();
        try
        {
            var config = Allocate(call, allocated, task);
            var image = Template(call);
            config = config.Set("ostype", call.Find("ostype") ?? image.OsType);
            node.Origins.Save(vmid, image.Image);
            task.Write($"extracting archive '{node.Storage.Get("local").PathOf(image.Volume)}'");
            await node.Runtime.CreateAsync(DefinitionBuilder.Build(node, vmid, config), task.Stopped);
            task.Write("Detected container architecture: amd64");
            await WriteKeysAsync(vmid, call.Find("ssh-public-keys"), task);
            // Somebody may have changed the configuration while the root file system was made.
            node.Guests.Save(vmid, config);
            if (call.Find("pool") is { } pool && node.Pools.All.TryGetValue(pool, out var found))
            {
                node.Pools.Put(found with { Guests = found.Guests.Add(vmid) });
            }
            await node.EnforceAsync(task.Stopped);
        }
        catch (Exception failure)
        {
            await node.Runtime.DestroyAsync(vmid, CancellationToken.None);
            allocated.ForEach(_mounts.Free);
            node.Origins.Remove(vmid);
            node.Guests.Remove(vmid);
            if (failure is OperationCanceledException)
            {
                throw;
            }
            throw ApiFailure.Run($"unable to create CT {vmid} - {failure.Message.TrimEnd('\n')}");
        }
    }

    private GuestConfig Allocate(ApiCall call, List<string> allocated, NodeTask task)
    {
        var config = new GuestConfig { Kind = GuestKind.Container };
        var settings = Complete(call);
        // The root file system gets the first volume.
        foreach (var (key, value) in settings.OrderByDescending(static pair => pair.Key == "rootfs"))
        {
            config = config.Set(
                key,
                LxcMounts.IsMount(key) ? _mounts.Allocate(call.Vmid, key, value, allocated.Add, task.Write) : LxcValues.Normal(key, value)
            );
        }
        foreach (var (key, value) in Defaults(call.Vmid).Where(pair => config[pair.Key] is null))
        {
            config = config.Set(key, value);
        }
        return config;
    }

    private BaseImageOffer Template(ApiCall call)
    {
        var text = call.Text("ostemplate");
        var volume = VolumeId.Parse(text) ?? throw ApiFailure.Run($"can't find file '{text}'");
        if (node.Storage.ImageOf(volume) is { } image)
        {
            return image;
        }
        throw ApiFailure.Run(
            node.Storage.Exists(volume)
                ? $"the lab makes guests from its base images only, not from '{volume}'"
                : $"volume '{volume}' does not exist"
        );
    }

    private async Task WriteKeysAsync(int vmid, string? keys, NodeTask task)
    {
        if (keys is not null)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(keys.TrimEnd('\n') + "\n"));
            var ownership = new FileOwnership(0, 0, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await node.Runtime.WriteFileAsync(vmid, "/root/.ssh/authorized_keys", content, ownership, task.Stopped);
        }
    }

    /// <summary>The settings with a root file system: on the default storage when only its size is said, of 4 GiB when nothing is.</summary>
    private static ImmutableSortedDictionary<string, string> Complete(ApiCall call)
    {
        var settings = Settings(call);
        var storage = call.Find("storage") ?? "local";
        if (!settings.TryGetValue("rootfs", out var root))
        {
            return settings.Keys.Any(LxcMounts.IsMount)
                ? throw ApiFailure.Run("mount points configured, but 'rootfs' not set - aborting")
                : settings.Add("rootfs", $"{storage}:4");
        }
        return root.All(char.IsAsciiDigit) ? settings.SetItem("rootfs", $"{storage}:{root}") : settings;
    }

    /// <summary>The keys of the configuration among the parameters. <c>unprivileged=0</c> is not written.</summary>
    private static ImmutableSortedDictionary<string, string> Settings(ApiCall call) =>
        call
            .Parameters.Keys.Where(LxcParameters.Keys.Contains)
            .Where(key => call.Find(key) is not null && (key != "unprivileged" || call.Flag(key)))
            .ToImmutableSortedDictionary(static key => key, key => call.Find(key) ?? "", StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Defaults(int vmid) =>
        [new("arch", "amd64"), new("hostname", $"CT{vmid}"), new("memory", "512"), new("swap", "512")];

    [GeneratedRegex(@"^(#.*|\s*|(\S+\s+)?(ssh-|ecdsa-|sk-)\S+\s+[A-Za-z0-9+/=]+(\s.*)?)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublicKey { get; }
}
