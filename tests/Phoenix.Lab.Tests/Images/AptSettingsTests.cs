using Phoenix.Lab.Images;
using Phoenix.Topology;

namespace Phoenix.Lab.Tests.Images;

public sealed class AptSettingsTests
{
    private const string Deb822 = """
        Types: deb
        URIs: http://mirror.example/debian/
        Suites: bookworm bookworm-updates
        Components: main

        Types: deb
        URIs: http://mirror.example/debian-security
        Suites: bookworm-security
        Components: main
        """;

    private const string Dump = """
        APT "";
        APT::Architecture "amd64";
        Acquire::http::Proxy "http://proxy.example:3128";
        Acquire::http::Pipeline-Depth "";
        Acquire::Check-Valid-Until "false";
        DPkg::Post-Invoke:: "rm -f /var/cache/apt/archives/*.deb";
        """;

    [Fact]
    public void Mirror_proxy_and_validity_of_the_machine_are_kept_and_nothing_else()
    {
        var apt = Parse(Deb822, Dump);

        apt.Mirror.ShouldBe("http://mirror.example/debian");
        apt.Security.ShouldBe("http://mirror.example/debian-security");
        apt.RenderOptions().ShouldBe("Acquire::http::Proxy \"http://proxy.example:3128\";\nAcquire::Check-Valid-Until \"false\";\n");
    }

    [Fact]
    public void One_line_sources_are_read_too() =>
        Parse("deb [arch=amd64 signed-by=/x.gpg] https://deb.example/debian bookworm main # ours\n", "")
            .SourcesFor("trixie")
            .ShouldBe("deb https://deb.example/debian trixie main\ndeb https://deb.example/debian trixie-updates main\n");

    [Fact]
    public void Sources_of_other_distributors_are_not_mirrors_of_Debian() =>
        Parse("deb https://packages.example/apt stable main\n", "").Mirror.ShouldBe("http://deb.debian.org/debian");

    [Fact]
    public void Another_mirror_is_another_image() =>
        ImageRecipe.SystemKey(Parse(Deb822, Dump)).ShouldNotBe(ImageRecipe.SystemKey(Parse("", Dump)));

    [Theory]
    [InlineData("deb https://download.docker.com/linux/debian bookworm stable")]
    [InlineData("deb [signed-by=/usr/share/keyrings/runner.gpg] https://packages.example/runner/debian bookworm main")]
    [InlineData("deb https://packages.example/linux/debian any main")]
    [InlineData("Enabled: no\nTypes: deb\nURIs: http://off.example/debian\nSuites: bookworm bookworm-updates\nComponents: main")]
    [InlineData("Types: deb-src\nURIs: http://sources.example/debian\nSuites: bookworm bookworm-updates\nComponents: main")]
    [InlineData("deb file:///srv/mirror/debian bookworm main")]
    [InlineData("# deb http://comment.example/debian bookworm main")]
    public void Who_packages_for_Debian_and_what_is_switched_off_is_no_mirror(string before)
    {
        var apt = Parse($"{before}\n\n{Deb822}", "");

        (apt.Mirror, apt.Security).ShouldBe(("http://mirror.example/debian", "http://mirror.example/debian-security"));
    }

    [Fact]
    public void Stanza_over_several_lines_is_read_whole() =>
        Parse("Types: deb\nURIs:\n http://mirror.example/debian\n# why\nSuites: trixie\n trixie-updates\nComponents: contrib main\n", "")
            .Mirror.ShouldBe("http://mirror.example/debian");

    [Fact]
    public void Proxies_of_the_environment_are_the_guests_unless_apt_has_its_own()
    {
        var environment = new Dictionary<string, string>
        {
            ["http_proxy"] = "http://env.example:8080",
            ["https_proxy"] = "http://env.example:8080/",
        };

        Parse(Deb822, "", environment)
            .RenderOptions()
            .ShouldBe("Acquire::http::Proxy \"http://env.example:8080\";\nAcquire::https::Proxy \"http://env.example:8080/\";\n");
        Parse(Deb822, Dump, environment).RenderOptions().ShouldNotContain("http::Proxy \"http://env");
        environment["no_proxy"] = "localhost,.example";
        Parse(Deb822, "", environment).RenderOptions().ShouldBeEmpty();
    }

    [Fact]
    public void Proxy_of_the_environment_carries_nothing_else_into_the_guests_settings() =>
        Parse(Deb822, "", new() { ["http_proxy"] = "http://x\"; DPkg::Pre-Invoke { \"reboot\"; };" }).RenderOptions().ShouldBeEmpty();

    [Theory]
    [InlineData("Acquire::http::Proxy \"http://127.0.0.1:3142\";", "127.0.0.1:3142")]
    [InlineData("Acquire::http::Proxy::mirror.example \"http://localhost:3142/\";", "localhost:3142")]
    [InlineData("Acquire::https::Proxy \"http://[::1]:3142/\";", "::1:3142")]
    public void Proxy_on_the_machines_loopback_is_refused_by_name(string line, string name)
    {
        var failure = Should.Throw<PhoenixException>(() => Parse(Deb822, line + "\n"));

        failure.Code.ShouldBe(LabErrors.ProxyUnreachable);
        failure.Message.ShouldContain(name);
    }

    [Fact]
    public void Script_that_looks_for_a_proxy_is_none_of_the_guests() =>
        Parse(Deb822, "Acquire::http::Proxy-Auto-Detect \"/usr/bin/find-proxy\";\nAcquire::Retries \"3\";\n")
            .RenderOptions()
            .ShouldBe("Acquire::Retries \"3\";\n");

    [Fact]
    public void Places_are_archives_and_proxies() =>
        Parse(Deb822, Dump).Places().ShouldBe([("mirror.example", 80), ("proxy.example", 3128)]);

    private static AptSettings Parse(string sources, string dump, Dictionary<string, string>? environment = null) =>
        AptSettings.Parse(sources, dump, name => environment?.GetValueOrDefault(name));
}
