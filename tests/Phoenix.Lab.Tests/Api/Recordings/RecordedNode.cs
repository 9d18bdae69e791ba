using System.Text.RegularExpressions;
using Phoenix.Lab.Api;

namespace Phoenix.Lab.Tests.Api.Recordings;

/// <summary>A node like the recorded one, and what was done to it by hand between the requests.</summary>
internal static partial class RecordedNode
{
    /// <summary>Its templates and storages.</summary>
    public static NodeApiOptions Prepare(NodeApiOptions options) =>
        options with
        {
            Images =
            [
                new("vztmpl/alpine-3.19-default_20240207_amd64.tar.gz", "alpine", "alpine", 1_033_426),
                new("vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", "debian", "debian", 39_196_360),
            ],
            Storages =
            [
                new("tiny", Path.Combine(options.StorageRoot, "tiny"), "vztmpl,rootdir,images"),
                new("btr", Path.Combine(options.StorageRoot, "btr"), "images,rootdir"),
            ],
        };

    /// <summary>Commands that were run on the node's shell before a step.</summary>
    public static async Task FollowAsync(LabNode node, Exchange exchange)
    {
        if (exchange is { Flow: "c-lxc", Step: "unlocked-destroy" })
        {
            node.Api.Unlock(101);
        }
        if (exchange is { Flow: "c-lxc", Step: "nf2-rootfs-0" })
        {
            node.Api.Unlock(102);
        }
        if (exchange is { Flow: "c-lxc-more", Step: "deaf-start" })
        {
            node.Runtime.Deaf[111] = true;
            await MakeAsync(node, 111, ("hostname", "deaf"), ("memory", "64"), ("swap", "0"));
        }
        if (exchange is { Flow: "i-extra", Step: "enc-desc-plus" })
        {
            await node.PutAsync("nodes/pve1/lxc/102/config", ("memory", "333"));
            await node.TaskAsync(node.PutAsync("nodes/pve1/lxc/102/resize", ("disk", "rootfs"), ("size", "4301M")));
        }
        if (exchange is { Flow: "m-gaps", Step: "run-del-nameserver" })
        {
            await MakeAsync(
                node,
                171,
                ("memory", "64"),
                ("cores", "1"),
                ("tags", "a"),
                ("nameserver", "1.1.1.1"),
                ("net0", "name=eth0,bridge=vmbr0")
            );
            await node.TaskAsync(node.PostAsync("nodes/pve1/lxc/171/status/start"));
        }
        if (exchange is { Flow: "m-gaps", Step: "template" })
        {
            await MakeAsync(node, 172, ("hostname", "t"), ("rootfs", "local:0.1"));
        }
        if (exchange is { Flow: "m-gaps", Step: "rollback-start" })
        {
            await MakeAsync(node, 170);
            await node.TaskAsync(node.PostAsync("nodes/pve1/lxc/170/snapshot", ("snapname", "s1")));
        }
        // The recorder destroyed guests between its steps without recording it.
        if (
            exchange.Method == "POST"
            && Creation.IsMatch(exchange.Path)
            && (exchange.Status is 200 or 403 || Late.IsMatch(exchange.Reason))
        )
        {
            var vmid = Vmid.Match(exchange.Body ?? "").Groups[1].Value;
            if (vmid.Length > 0 && node.Api.ConfigurationOf(int.Parse(vmid)) is not null)
            {
                node.Api.Unlock(int.Parse(vmid));
                await node.TaskAsync(
                    node.DeleteAsync(
                        $"{exchange.Path["/api2/json/".Length..]}/{vmid}{(exchange.Path.EndsWith("lxc", StringComparison.Ordinal) ? "?force=1" : "")}"
                    )
                );
            }
        }
    }

    /// <summary>The recorder went on while these tasks ran.</summary>
    public static bool GoesOn(Exchange exchange) => Overlapping.IsMatch(exchange.Step);

    /// <summary>What the recorder did after a step without recording it.</summary>
    public static async Task AfterAsync(LabNode node, Exchange exchange)
    {
        if (exchange.Flow == "d-firewall" && AddedRule.IsMatch(exchange.Step))
        {
            await node.DeleteAsync("nodes/pve1/lxc/103/firewall/rules/0");
        }
    }

    [GeneratedRegex("^deaf-shutdown-(long|stop-race|abort)$")]
    private static partial Regex Overlapping { get; }

    [GeneratedRegex(@"^rv-.*\.get$")]
    private static partial Regex AddedRule { get; }

    private static Task MakeAsync(LabNode node, int vmid, params IEnumerable<(string Name, string Value)> settings)
    {
        var form = settings.ToDictionary(static pair => pair.Name, static pair => pair.Value);
        form.TryAdd("rootfs", "local:0");
        form["vmid"] = $"{vmid}";
        form["ostemplate"] = "local:vztmpl/alpine-3.19-default_20240207_amd64.tar.gz";
        return node.TaskAsync(node.PostAsync("nodes/pve1/lxc", [.. form.Select(static pair => (pair.Key, pair.Value))]));
    }

    /// <summary>Refusals that come after the one for an id that is taken.</summary>
    [GeneratedRegex("^(SSH public key|script |mount points)")]
    private static partial Regex Late { get; }

    [GeneratedRegex("/nodes/pve1/(lxc|qemu)$")]
    private static partial Regex Creation { get; }

    [GeneratedRegex("(?:^|&)vmid=(\\d+)")]
    private static partial Regex Vmid { get; }
}
