using Phoenix.Lab.Api.Config;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;
using Phoenix.Lab.Api.Storage;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Api.Qemu;

/// <summary>The NoCloud seed of a virtual machine: generated from its configuration, or read from the host's snippets where <c>cicustom</c> names one.</summary>
internal sealed class CloudInitSeeds(NodeServices node)
{
    /// <summary>The seed. Without a cloud-init drive there is none.</summary>
    public async Task<CloudInitSeed?> BuildAsync(int vmid, GuestConfig config, CancellationToken cancel)
    {
        var attached = config.Values.Any(static pair =>
            QemuParameters.IsDrive(pair.Key) && QemuDrives.VolumeOf(pair.Value) is { } volume && QemuDrives.IsCloudInit(volume)
        );
        if (!attached)
        {
            return null;
        }
        var user = await TextAsync("user", vmid, config, cancel);
        var network = await TextAsync("network", vmid, config, cancel);
        var meta = await CustomAsync("meta", config, cancel) ?? CloudInitText.Meta(user, network);
        return new CloudInitSeed(user, meta, network);
    }

    /// <summary>One file of the seed, whether a drive is attached or not: <c>user</c>, <c>network</c> or <c>meta</c>.</summary>
    public async Task<string> TextAsync(string type, int vmid, GuestConfig config, CancellationToken cancel)
    {
        if (await CustomAsync(type, config, cancel) is { } custom)
        {
            return custom;
        }
        return type switch
        {
            "user" => CloudInitText.User(vmid, config),
            "network" => CloudInitText.Network(config, node.Options.NameServers),
            _ => CloudInitText.Meta(await TextAsync("user", vmid, config, cancel), await TextAsync("network", vmid, config, cancel)),
        };
    }

    private async Task<string?> CustomAsync(string type, GuestConfig config, CancellationToken cancel)
    {
        if (!QemuFormats.CloudInitCustom.Parse(config["cicustom"] ?? "").TryGetValue(type, out var text))
        {
            return null;
        }
        var volume = VolumeId.Parse(text) ?? throw ApiFailure.Run($"unable to parse volume ID '{text}'");
        if (!volume.Name.StartsWith("snippets/", StringComparison.Ordinal) || Formats.MountPath("", volume.Name) is not null)
        {
            throw ApiFailure.Run($"cicustom: '{volume}' is not a snippet");
        }
        node.Storage.Get(volume.Storage);
        return await node.Files.ReadTextAsync($"/var/lib/vz/{volume.Name}", cancel)
            ?? throw ApiFailure.Run($"volume '{volume}' does not exist");
    }
}
