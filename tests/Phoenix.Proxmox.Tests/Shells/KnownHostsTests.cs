using Phoenix.Proxmox.Ssh;

namespace Phoenix.Proxmox.Tests.Shells;

public sealed class KnownHostsTests
{
    private static readonly byte[] Key = "the key"u8.ToArray();
    private static readonly byte[] Other = "another"u8.ToArray();

    [Theory]
    [InlineData("pve ssh-ed25519 KEY", "pve", 22, true)]
    [InlineData("pve,10.0.0.13 ssh-ed25519 KEY comment", "10.0.0.13", 22, true)]
    [InlineData("PVE ssh-ed25519 KEY", "pve", 22, true)]
    [InlineData("[pve]:2222 ssh-ed25519 KEY", "pve", 2222, true)]
    [InlineData("pve ssh-ed25519 KEY", "pve", 2222, false)]
    [InlineData("pve ssh-ed25519 OTHER", "pve", 22, false)]
    [InlineData("*.example,!old.example ssh-ed25519 KEY", "pve.example", 22, true)]
    [InlineData("*.example,!old.example ssh-ed25519 KEY", "old.example", 22, false)]
    [InlineData("pve? ssh-ed25519 KEY", "pve1", 22, true)]
    [InlineData("# pve ssh-ed25519 KEY", "pve", 22, false)]
    [InlineData("@cert-authority pve ssh-ed25519 KEY", "pve", 22, false)]
    // ssh-keygen -H made this of the name "pve".
    [InlineData("|1|QUJDREVGR0hJSktMTU5PUFFSU1Q=|HASH ssh-ed25519 KEY", "pve", 22, true)]
    [InlineData("|1|QUJDREVGR0hJSktMTU5PUFFSU1Q=|HASH ssh-ed25519 KEY", "pvf", 22, false)]
    [InlineData("|1|!!|! ssh-ed25519 KEY", "pve", 22, false)]
    public void Key_is_trusted_for_the_names_of_its_line(string line, string host, int port, bool trusted)
    {
        var hash = Convert.ToBase64String(System.Security.Cryptography.HMACSHA1.HashData("ABCDEFGHIJKLMNOPQRST"u8, "pve"u8));
        var text = line.Replace("HASH", hash).Replace("KEY", Convert.ToBase64String(Key)).Replace("OTHER", Convert.ToBase64String(Other));

        KnownHosts.Parse([text]).Trusts(host, port, Key).ShouldBe(trusted);
    }

    [Fact]
    public void Revoked_key_is_never_trusted()
    {
        var key = Convert.ToBase64String(Key);

        KnownHosts.Parse([$"pve ssh-ed25519 {key}", $"@revoked * ssh-ed25519 {key}"]).Trusts("pve", 22, Key).ShouldBeFalse();
    }

    [Fact]
    public void Types_are_those_of_the_hosts_own_lines() =>
        KnownHosts
            .Parse(["pve ssh-ed25519 QQ==", "pve ssh-rsa QQ==", "other ecdsa-sha2-nistp256 QQ=="])
            .TypesFor("pve", 22)
            .ShouldBe(["ssh-ed25519", "ssh-rsa"]);

    [Theory]
    [InlineData("pve.example", "root", "pve.example", 22)]
    [InlineData("admin@pve", "admin", "pve", 22)]
    [InlineData("root@10.0.0.13:2222", "root", "10.0.0.13", 2222)]
    [InlineData("root@[fd00::13]:2222", "root", "fd00::13", 2222)]
    [InlineData("[fd00::13]", "root", "fd00::13", 22)]
    public void Destination_is_read(string destination, string user, string host, int port)
    {
        var target = SshTarget.Parse(destination, "/root").ShouldNotBeNull();

        (target.User, target.Host, target.Port).ShouldBe((user, host, port));
        target.KeyFiles.ShouldContain("/root/.ssh/id_ed25519");
    }

    [Theory]
    [InlineData("")]
    [InlineData("@pve")]
    [InlineData("root@")]
    [InlineData("pve:ssh")]
    public void Destination_that_is_none_is_refused(string destination) => SshTarget.Parse(destination, "/root").ShouldBeNull();
}
