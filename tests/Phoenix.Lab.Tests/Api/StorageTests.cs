using System.Security.Cryptography;

namespace Phoenix.Lab.Tests.Api;

public sealed class StorageTests
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(700_000);

    [Fact]
    public async Task Base_images_are_listed_as_templates()
    {
        await using var node = await LabNode.StartAsync();
        var templates = (await node.GetAsync("nodes/pve1/storage/local/content?content=vztmpl")).Data!.AsArray();
        templates[0]!["volid"]!.GetValue<string>().ShouldBe(LabNode.Template);
        var images = (await node.GetAsync("nodes/pve1/storage/local/content?content=import")).Data!.AsArray();
        images[0]!["format"]!.GetValue<string>().ShouldBe("qcow2");
        (await node.GetAsync("nodes/pve1/aplinfo")).Data!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Upload_is_verified_and_listed()
    {
        await using var node = await LabNode.StartAsync();
        var right = Convert.ToHexStringLower(SHA256.HashData(Content));
        (await node.FinishAsync(await UploadAsync(node, "größe 1.iso", right))).ShouldBe("OK");
        var row = (await node.GetAsync("nodes/pve1/storage/local/content?content=iso")).Data![0]!;
        row["volid"]!.GetValue<string>().ShouldBe("local:iso/gr__e_1.iso");
        row["size"]!.GetValue<long>().ShouldBe(Content.Length);
        (await node.FinishAsync(await UploadAsync(node, "two.iso", new string('0', 64)))).ShouldStartWith(
            $"checksum mismatch: got '{right}'"
        );
        (await node.GetAsync("nodes/pve1/storage/local/content?content=iso")).Data!.AsArray().Count.ShouldBe(1);
        System.IO.Directory.EnumerateFiles(Path.Combine(node.Directory, "state", "uploads")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Volume_outside_the_storage_cannot_be_named()
    {
        await using var node = await LabNode.StartAsync();
        var secret = Path.Combine(node.Directory, "secret");
        await File.WriteAllTextAsync(secret, "x");
        foreach (var volume in new[] { "iso/../../../secret", "101/../../../secret", "vztmpl//etc/passwd" })
        {
            var answer = await node.DeleteAsync($"nodes/pve1/storage/local/content/{Uri.EscapeDataString($"local:{volume}")}");
            if (answer.Status == 200)
            {
                (await node.FinishAsync(answer.Data!.GetValue<string>())).ShouldStartWith("unable to parse directory volume name");
            }
        }
        File.Exists(secret).ShouldBeTrue();
    }

    [Fact]
    public async Task Clone_and_snapshots_keep_their_volumes_and_values()
    {
        await using var node = await LabNode.StartAsync();
        await node.TaskAsync(
            node.PostAsync(
                "nodes/pve1/lxc",
                ("vmid", "101"),
                ("ostemplate", LabNode.Template),
                ("net0", "name=eth0,bridge=vmbr0"),
                ("memory", "128")
            )
        );
        (await node.TaskAsync(node.PostAsync("nodes/pve1/lxc/101/snapshot", ("snapname", "before")))).ShouldBe("OK");
        await node.PutAsync("nodes/pve1/lxc/101/config", ("memory", "256"));
        (
            await node.TaskAsync(node.PostAsync("nodes/pve1/lxc/101/clone", ("newid", "102"), ("snapname", "before"), ("hostname", "copy")))
        ).ShouldBe("OK");
        var copy = (await node.GetAsync("nodes/pve1/lxc/102/config")).Data!;
        copy["memory"]!.GetValue<int>().ShouldBe(128);
        copy["rootfs"]!.GetValue<string>().ShouldBe("local:102/vm-102-disk-0.raw,size=4G");
        node.Runtime.Calls.ShouldContain("clone 101 before 102");
        (await node.TaskAsync(node.PostAsync("nodes/pve1/lxc/101/snapshot/before/rollback"))).ShouldBe("OK");
        (await node.GetAsync("nodes/pve1/lxc/101/config")).Data!["memory"]!.GetValue<int>().ShouldBe(128);
        (await node.TaskAsync(node.DeleteAsync("nodes/pve1/lxc/101/snapshot/before"))).ShouldBe("OK");
        (await node.GetAsync("nodes/pve1/lxc/101/snapshot")).Data!.AsArray().Count.ShouldBe(1);
    }

    private static async Task<string> UploadAsync(LabNode node, string name, string checksum)
    {
        using var form = new MultipartFormDataContent("phoenix");
        form.Headers.ContentType!.Parameters.Clear();
        form.Headers.ContentType.Parameters.Add(new System.Net.Http.Headers.NameValueHeaderValue("boundary", "phoenix"));
        form.Add(new StringContent("iso"), "\"content\"");
        form.Add(new StringContent("sha256"), "\"checksum-algorithm\"");
        form.Add(new StringContent(checksum), "\"checksum\"");
        using var file = new ByteArrayContent(Content);
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"filename\"; filename=\"{Utf8(name)}\"");
        form.Add(file);
        using var response = await node.Client.PostAsync(new Uri("nodes/pve1/storage/local/upload", UriKind.Relative), form);
        var body = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(body);
        return System.Text.Json.Nodes.JsonNode.Parse(body)!["data"]!.GetValue<string>();
    }

    // Header text goes out as Latin-1: the bytes must be those of UTF-8.
    private static string Utf8(string text) => System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
