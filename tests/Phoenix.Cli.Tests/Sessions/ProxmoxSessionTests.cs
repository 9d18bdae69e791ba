using Phoenix.Cli.Errors;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Sessions.Live;
using Phoenix.Components.Secrets;
using Phoenix.Proxmox;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests.Sessions;

/// <summary>What is looked at before a platform on Proxmox is opened, on machines that are directories.</summary>
public sealed class ProxmoxSessionTests : IDisposable
{
    private static readonly Hypervisor.Proxmox Node = new()
    {
        Node = "pve1",
        Endpoint = new Uri("https://pve.example:8006"),
        TokenSecret = "pve-token",
    };

    private readonly DirectoryInfo machine = Directory.CreateTempSubdirectory("phoenix-machine-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => machine.Delete(recursive: true);

    [Fact]
    public async Task Machine_that_is_no_node_is_refused_before_anything_else()
    {
        var error = await ErrorAsync(Node);

        (error.Code, error.Where).ShouldBe((CliErrors.NotOnTheNode, "hypervisor.node"));
        error.Message.ShouldBe("this machine is no Proxmox node, and not \"pve1\"");
    }

    [Fact]
    public async Task Another_node_of_the_cluster_is_refused_by_name()
    {
        MakeNode("pve2");

        var error = await ErrorAsync(Node);

        error.Code.ShouldBe(CliErrors.NotOnTheNode);
        error.Message.ShouldBe("this machine is the node \"pve2\", not \"pve1\"");
    }

    [Fact]
    public async Task Node_without_its_cluster_file_system_is_told_what_is_missing()
    {
        MakeNode("pve1");
        File.Delete(In("etc/pve/local"));

        (await ErrorAsync(Node)).Message.ShouldContain("pve-cluster does not run");
    }

    [Fact]
    public async Task Node_without_the_token_is_told_the_file_to_put_it_into()
    {
        MakeNode("pve1");

        var error = await ErrorAsync(Node);

        (error.Code, error.Where).ShouldBe((SecretErrors.Missing, In("state/home/secrets/pve-token")));
        error.Help.ShouldNotBeNull().ShouldContain("0600");
    }

    [Fact]
    public async Task Secret_that_is_no_token_is_told_with_its_file()
    {
        MakeNode("pve1");
        await new FileSecretStore(In("state/home/secrets")).StoreAsync("pve-token", new Secret("hunter2"), Cancel);

        var error = await ErrorAsync(Node);

        (error.Code, error.Where).ShouldBe((ProxmoxErrors.Unauthorised, In("state/home/secrets/pve-token")));
        error.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Way_through_ssh_is_refused_wherever_phoenix_runs()
    {
        MakeNode("pve1");

        (await ErrorAsync(Node with { Ssh = "root@pve.example" })).Where.ShouldBe("hypervisor.ssh");
    }

    [Fact]
    public async Task Shell_of_a_guest_without_a_lab_says_that_the_platform_is_not_up()
    {
        var shell = new LateShell(
            SeedPlatform.Read().Platform!.Gateway,
            _ => Task.FromResult<Components.Composition.PlatformContext?>(null)
        );

        var error = await Should.ThrowAsync<PhoenixException>(() => shell.RunAsync(ShellCommand.Of("true"), Cancel));

        error.Code.ShouldBe(CliErrors.NotThereYet);
    }

    private Task<PhoenixException> ErrorAsync(Hypervisor.Proxmox proxmox)
    {
        var platform = SeedPlatform.Read().Platform! with { Hypervisor = proxmox };
        var request = new PlatformRequest(platform, In("state"));
        return Should.ThrowAsync<PhoenixException>(() =>
            ProxmoxSession.OpenAsync(request, proxmox, new NodeIdentity(machine.FullName), Cancel)
        );
    }

    private void MakeNode(string name)
    {
        Directory.CreateDirectory(In("usr/sbin"));
        File.WriteAllText(In("usr/sbin/pct"), "");
        Directory.CreateDirectory(In("etc/pve/nodes"));
        File.CreateSymbolicLink(In("etc/pve/local"), $"nodes/{name}");
    }

    private string In(string path) => Path.Combine(machine.FullName, path);
}
