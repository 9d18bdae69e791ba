using Phoenix.Lab.Images;

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
        var apt = AptSettings.Parse(Deb822, Dump);

        apt.Mirror.ShouldBe("http://mirror.example/debian");
        apt.Security.ShouldBe("http://mirror.example/debian-security");
        apt.RenderOptions().ShouldBe("Acquire::http::Proxy \"http://proxy.example:3128\";\nAcquire::Check-Valid-Until \"false\";\n");
    }

    [Fact]
    public void One_line_sources_are_read_too() =>
        AptSettings
            .Parse("deb [arch=amd64 signed-by=/x.gpg] https://deb.example/debian bookworm main # ours\n", "")
            .SourcesFor("trixie")
            .ShouldBe("deb https://deb.example/debian trixie main\ndeb https://deb.example/debian trixie-updates main\n");

    [Fact]
    public void Sources_of_other_distributors_are_not_mirrors_of_Debian() =>
        AptSettings.Parse("deb https://packages.example/apt stable main\n", "").Mirror.ShouldBe("http://deb.debian.org/debian");

    [Fact]
    public void Another_mirror_is_another_image() =>
        ImageRecipe.SystemKey(AptSettings.Parse(Deb822, Dump)).ShouldNotBe(ImageRecipe.SystemKey(AptSettings.Parse("", Dump)));
}
