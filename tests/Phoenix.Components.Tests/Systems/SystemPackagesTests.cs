using Phoenix.Components.Systems;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.Systems;

/// <summary>Packages of a repository of its own: apt and dpkg are real, and nothing is fetched from anywhere.</summary>
public sealed class SystemPackagesTests
{
    private const string MakeRepository = """
        set -e
        rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/* /etc/apt/auth.conf.d/*
        rm -f /usr/sbin/policy-rc.d
        mkdir -p /repository /demo/DEBIAN /demo/etc/demo
        cd /demo
        printf 'Package: phoenix-demo\nVersion: 1.0\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: demo\n' >DEBIAN/control
        printf '#!/bin/sh\n[ ! -x /usr/sbin/policy-rc.d ] || /usr/sbin/policy-rc.d phoenix-demo start || exit 0\ntouch /started\n' >DEBIAN/postinst
        chmod 0755 DEBIAN/postinst
        echo distribution >etc/demo/demo.conf
        echo distribution >etc/demo/default
        echo /etc/demo/demo.conf >DEBIAN/conffiles
        dpkg-deb --build --root-owner-group /demo /repository/phoenix-demo_1.0_all.deb >/dev/null
        cd /repository
        {
            dpkg-deb --field phoenix-demo_1.0_all.deb
            printf 'Filename: ./phoenix-demo_1.0_all.deb\nSize: %s\nSHA256: %s\n' "$(stat -c %s ./*.deb)" "$(sha256sum ./*.deb | cut -d' ' -f1)"
        } >Packages
        echo 'deb [trusted=yes] file:/repository ./' >/etc/apt/sources.list
        """;

    private static readonly SystemSpec Demo = new()
    {
        Packages = ["phoenix-demo", "coreutils"],
        Files = [new("/etc/demo/demo.conf", "ours\n")],
        Absent = ["/etc/demo/default"],
    };

    [Fact]
    public async Task A_package_is_installed_without_starting_and_its_file_is_ours()
    {
        using var system = new ThrowawaySystem();
        SkipUnless.Program("apt-get");
        await system.ShAsync(MakeRepository);

        await system.ConvergeAsync(Demo);

        (await system.DiffAsync(Demo)).IsEmpty.ShouldBeTrue();
        (await system.ObserveAsync(Demo)).Packages["phoenix-demo"].ShouldBe("1.0");
        (await system.ShAsync("cat /etc/demo/demo.conf; ls /started /usr/sbin/policy-rc.d 2>/dev/null")).ShouldBe("ours\n");
    }

    [Fact]
    public async Task The_systems_own_policy_comes_back()
    {
        using var system = new ThrowawaySystem();
        SkipUnless.Program("apt-get");
        await system.ShAsync(MakeRepository);
        system.Write("/usr/sbin/policy-rc.d", "#!/bin/sh\n# mine\nexit 0\n", executable: true);

        await system.ConvergeAsync(Demo);

        (await system.ShAsync("sed -n 2p /usr/sbin/policy-rc.d; ls /started /usr/sbin/policy-rc.d.phoenix-kept 2>/dev/null")).ShouldBe(
            "# mine\n"
        );
    }

    [Fact]
    public async Task A_package_that_is_not_to_be_had_is_an_error_in_apts_words()
    {
        using var system = new ThrowawaySystem();
        SkipUnless.Program("apt-get");
        await system.ShAsync(MakeRepository);

        var error = await Should.ThrowAsync<PhoenixException>(() =>
            system.ConvergeAsync(new SystemSpec { Packages = ["phoenix-no-such-thing"] })
        );

        error.Code.ShouldBe(SystemErrors.PackagesFailed);
        error.Remote!.ShouldContain("Unable to locate package phoenix-no-such-thing");
    }
}
