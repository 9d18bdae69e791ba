using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Phoenix.Proxmox.Lxc;
using Phoenix.Proxmox.Qemu;
using Phoenix.Proxmox.Values;
using Phoenix.Testing;

namespace Phoenix.Proxmox.Tests.Values;

/// <summary>What a real node made of a value, and what we make of it: the same, so that a plan sees no difference where there is none.</summary>
public sealed class NormalFormTests
{
    private const string Containers = "proxmox/normal_forms_lxc.jsonl";
    private const string Machines = "proxmox/normal_forms_qemu.jsonl";

    // Kept by the node as it was sent; a number is a number to us.
    private const string OtherSpelling = "tag=07";

    [Fact]
    public void Interfaces_of_containers_are_written_as_the_node_writes_them() =>
        Compare(
            Containers,
            "^net0$",
            15,
            LxcNetwork.Parse,
            (sent, got) => sent with { HardwareAddress = sent.HardwareAddress ?? got.HardwareAddress, Type = got.Type },
            net => net.Render()
        );

    [Fact]
    public void Mount_points_of_containers_are_written_as_the_node_writes_them() =>
        Compare(
            Containers,
            "^mp0$",
            8,
            (_, text) => LxcVolume.Parse("mp0", text),
            (sent, got) => sent with { Volume = got.Volume, Size = got.Size },
            mount => mount.Render()
        );

    [Fact]
    public void Interfaces_of_virtual_machines_are_written_as_the_node_writes_them() =>
        Compare(
            Machines,
            "^net0$",
            5,
            QemuNetwork.Parse,
            (sent, got) => sent with { HardwareAddress = sent.HardwareAddress ?? got.HardwareAddress },
            net => net.Render()
        );

    [Fact]
    public void Drives_of_virtual_machines_are_written_as_the_node_writes_them() =>
        Compare(
            Machines,
            "^scsi0$",
            4,
            (_, text) => QemuDrive.Parse("scsi0", text),
            (sent, got) => sent with { File = got.File, Size = got.Size },
            drive => drive.Render()
        );

    [Fact]
    public void Addresses_of_virtual_machines_mean_the_same_in_any_order() =>
        Rows(Machines, "^ipconfig0$").ShouldAllBe(row => IpConfig.Parse(0, row.Sent) == IpConfig.Parse(0, row.Got));

    [Fact]
    public void Tags_are_written_as_the_node_writes_them() =>
        Rows(Containers, "^tags$").ShouldAllBe(row => WordList.NormalTags(WordList.Parse(row.Sent)) == row.Got.Trim());

    // What only the node can know (a new address, a new volume's name and size) is taken over from its answer.
    private static void Compare<T>(
        string file,
        string key,
        int least,
        Func<int, string, T> parse,
        Func<T, T, T> completed,
        Func<T, string> render
    )
    {
        var rows = Rows(file, key).ToList();
        rows.Count.ShouldBeGreaterThanOrEqualTo(least);
        foreach (var (sent, got) in rows)
        {
            render(parse(0, got)).ShouldBe(got);
            render(completed(parse(0, sent), parse(0, got))).ShouldBe(got, sent);
        }
    }

    private static IEnumerable<(string Sent, string Got)> Rows(string file, string key) =>
        from line in File.ReadLines(SharedMaterial.SkipUnlessPresent(file))
        let row = JsonNode.Parse(line)!
        where Regex.IsMatch((string)row["key"]!, key) && (int?)row["status"] == 200 && row["got"] is not null
        let values = (Sent: (string)row["sent"]!, Got: row["got"]!.ToString())
        where !values.Sent.Contains(OtherSpelling)
        select values;
}
