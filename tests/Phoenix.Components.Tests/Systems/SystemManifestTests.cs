using Phoenix.Components.Programs;
using Phoenix.Components.Systems;
using Phoenix.Engine;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Systems;

/// <summary>The pure half: what is asked, how the answer is read, what follows from it.</summary>
public sealed class SystemManifestTests
{
    private const string Digest = "5f3a1c00000000000000000000000000000000000000000000000000000000ab";

    private static readonly SystemSpec Gateway = new()
    {
        Packages = ["nginx", "openssl"],
        Users = ["gate"],
        Directories = [new("/etc/phoenix/tls", "root:gate", "0750")],
        Files = [new("/etc/nginx/nginx.conf", "events {}\n"), new("/etc/gate/key", "s3cret\n", Mode: "0600") { IsSecret = true }],
        Programs = [new("/usr/local/bin/gate", new Program("gate", "1.2", "bundle", "/cache/gate", Digest))],
        Absent = ["/etc/nginx/sites-enabled/default"],
        Masked = ["apache2"],
        Services =
        [
            new("nginx")
            {
                CheckBefore = ["/usr/sbin/nginx", "-t"],
                ReloadOn = ["/etc/nginx/"],
                RestartOn = ["/usr/local/bin/gate"],
            },
        ],
    };

    [Fact]
    public void Observe_manifest_is_one_line_a_thing() =>
        Golden.Matches(ObserveManifest.Render(SystemSpecRules.Checked(Gateway)), "observe.txt");

    [Fact]
    public void Apply_manifest_of_a_bare_system() => Golden.Matches(ManifestFor(new SystemState()), "apply-bare.txt");

    [Fact]
    public void Apply_manifest_of_a_running_system_changes_only_what_differs() => Golden.Matches(ManifestFor(Running()), "apply-drift.txt");

    [Fact]
    public void Fields_of_a_running_system_name_what_differs_and_no_secret() =>
        SystemDiffFields
            .Of(SystemDiff.Between(Gateway, Running()))
            .ShouldBe([
                new FieldDiff("/etc/nginx/nginx.conf", "events { }\n", "events {}\n"),
                new FieldDiff("/etc/gate/key mode", "0644", "0600"),
                new FieldDiff("/etc/nginx/sites-enabled/default", "link", null),
                new FieldDiff("nginx.service", "active", "active, reloaded"),
            ]);

    [Fact]
    public void Answer_without_its_end_is_no_answer() => SystemStateParser.Parse("package ii  1.26.3-3 nginx\n", Gateway).ShouldBeNull();

    [Theory]
    [InlineData("package rc  1.0 nginx", false)]
    [InlineData("package iU  1.0 nginx", false)]
    [InlineData("package iF  1.0 nginx", false)]
    [InlineData("package ii  1.0 nginx", true)]
    [InlineData("package hi  1.0 nginx", true)]
    public void Package_counts_when_dpkg_is_done_with_it(string line, bool counts) =>
        SystemStateParser.Parse(line + "\nend\n", Gateway)!.Packages.ContainsKey("nginx").ShouldBe(counts);

    [Fact]
    public void Unit_between_two_attempts_is_restarted_and_a_failed_one_started()
    {
        ActionIn("activating").ShouldBe(UnitAction.Restart);
        ActionIn("failed").ShouldBe(UnitAction.Start);
        ActionIn("active").ShouldBe(UnitAction.None);
    }

    [Theory]
    [InlineData("etc/relative")]
    [InlineData("/etc/../shadow")]
    [InlineData("/etc//x")]
    [InlineData("/")]
    [InlineData("/etc/a\nabsent 0 /b")]
    public void Path_that_is_none_is_refused(string path) =>
        Should
            .Throw<PhoenixException>(() => SystemSpecRules.Checked(new SystemSpec { Files = [new(path, "")] }))
            .Code.ShouldBe(SystemErrors.BadSpec);

    [Theory]
    [InlineData("root")]
    [InlineData("root:root extra")]
    [InlineData("ro ot:root")]
    public void Owner_that_is_none_is_refused(string owner) =>
        Should
            .Throw<PhoenixException>(() => SystemSpecRules.Checked(new SystemSpec { Directories = [new("/x/y", owner)] }))
            .Message.ShouldContain(owner);

    [Theory]
    [InlineData("nginx; reboot")]
    [InlineData("-o")]
    [InlineData("nginx\nmask sshd")]
    public void Package_that_is_none_is_refused(string name) =>
        Should
            .Throw<PhoenixException>(() => SystemSpecRules.Checked(new SystemSpec { Packages = [name] }))
            .Code.ShouldBe(SystemErrors.BadSpec);

    [Fact]
    public void Path_declared_twice_is_refused() =>
        Should
            .Throw<PhoenixException>(() => SystemSpecRules.Checked(new SystemSpec { Files = [new("/a/b", "")], Absent = ["/a/b"] }))
            .Message.ShouldBe("/a/b is declared twice");

    [Theory]
    [InlineData("/etc/nginx/", "/etc/nginx/nginx.conf", true)]
    [InlineData("/etc/nginx", "/etc/nginx", true)]
    [InlineData("/etc/nginx", "/etc/nginx-old/x", false)]
    public void Prefix_holds_what_lies_below_it(string prefix, string path, bool holds) => SystemPaths.Holds(prefix, path).ShouldBe(holds);

    private static UnitAction ActionIn(string active)
    {
        var state = SystemStateParser.Parse(
            $"units\nLoadState=loaded\nActiveState={active}\nSubState=x\nUnitFileState=enabled\nNeedDaemonReload=no\n\nend\n",
            new SystemSpec { Services = [new("demo.service")] }
        )!;
        return SystemDiff
            .Between(new SystemSpec { Services = [new("demo.service")] }, state)
            .Differences.OfType<SystemDifference.OfUnit>()
            .Select(unit => unit.Action)
            .SingleOrDefault();
    }

    private static string ManifestFor(SystemState state) =>
        ApplyManifest.Render(SystemSpecRules.Checked(Gateway), SystemDiff.Between(Gateway, state));

    private static SystemState Running() =>
        SystemStateParser.Parse(
            $"""
            package ii  1.26.3-3 nginx
            package ii  3.5.1-1 openssl
            user gate
            path 41e8 root:gate 4096 1700000000 /etc/phoenix/tls
            path 81a4 root:root 10 1700000000 /etc/nginx/nginx.conf
            path 81a4 root:root 7 1700000000 /etc/gate/key
            path 81ed root:root 7 1700000000 /usr/local/bin/gate
            path a1ff root:root 7 1700000000 /etc/nginx/sites-enabled/default
            digest 0000 /etc/nginx/nginx.conf
            digest {SystemPaths.Sha256Of("s3cret\n")} /etc/gate/key
            digest {Digest} /usr/local/bin/gate
            content {Convert.ToBase64String("events { }\n"u8)} /etc/nginx/nginx.conf
            units
            LoadState=loaded
            ActiveState=active
            SubState=running
            UnitFileState=enabled
            NeedDaemonReload=no

            LoadState=masked
            ActiveState=inactive
            SubState=dead
            UnitFileState=masked
            NeedDaemonReload=no

            end

            """,
            SystemSpecRules.Checked(Gateway)
        )!;
}
