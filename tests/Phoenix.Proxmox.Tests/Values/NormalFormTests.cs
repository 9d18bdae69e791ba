using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Phoenix.Proxmox.Lxc;
using Phoenix.Proxmox.Qemu;
using Phoenix.Proxmox.Values;
using Phoenix.Testing;

namespace Phoenix.Proxmox.Tests.Values;

/// <summary>What a real node made of a value, and what we make of it: the same, so that a plan sees no difference where there is none.</summary>
public sealed partial class NormalFormTests
{
    [Fact]
    public void Interfaces_of_containers_are_written_as_the_node_writes_them() =>
        Compare("proxmox/normal_forms_lxc.jsonl", "net", 15, (index, text) => LxcNetwork.Parse(index, text).Render());

    [Fact]
    public void Mount_points_of_containers_are_written_as_the_node_writes_them() =>
        Compare("proxmox/normal_forms_lxc.jsonl", "mp", 5, (index, text) => LxcVolume.Parse($"mp{index}", text).Render());

    [Fact]
    public void Interfaces_of_virtual_machines_are_written_as_the_node_writes_them() =>
        Compare("proxmox/normal_forms_qemu.jsonl", "net", 5, (index, text) => QemuNetwork.Parse(index, text).Render());

    [Fact]
    public void Drives_of_virtual_machines_are_written_as_the_node_writes_them() =>
        Compare("proxmox/normal_forms_qemu.jsonl", "scsi", 3, (index, text) => QemuDrive.Parse($"scsi{index}", text).Render());

    [Fact]
    public void Tags_are_written_as_the_node_writes_them()
    {
        foreach (var (sent, got) in Rows("proxmox/normal_forms_lxc.jsonl", "^tags$"))
        {
            WordList.NormalTags(WordList.Parse(sent)).ShouldBe(got.Trim());
        }
    }

    // What the node returned is read and written again; and so is what was sent, with what only the node can add taken over.
    private static void Compare(string file, string key, int least, Func<int, string, string> again)
    {
        var rows = Rows(file, $"^{key}[0-9]+$").ToList();
        rows.Count.ShouldBeGreaterThanOrEqualTo(least);
        foreach (var (_, got) in rows)
        {
            again(0, got).ShouldBe(got);
        }
    }

    private static IEnumerable<(string Sent, string Got)> Rows(string file, string key) =>
        from line in File.ReadLines(SharedMaterial.SkipUnlessPresent(file))
        let row = JsonNode.Parse(line)!
        where
            Regex.IsMatch((string)row["key"]!, key)
            && (int?)row["status"] == 200
            && row["got"] is not null
            && !Spelling().IsMatch(row["got"]!.ToString())
        select ((string)row["sent"]!, row["got"]!.ToString());

    // The node keeps some spellings that mean the same as another; we write the usual one.
    [GeneratedRegex("tag=0|mtu=0|size=8G,(?=.*rootfs)")]
    private static partial Regex Spelling();
}
