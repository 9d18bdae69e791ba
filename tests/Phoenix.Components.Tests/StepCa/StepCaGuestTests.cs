using Phoenix.Components.Certificates;
using Phoenix.Components.Programs;
using Phoenix.Components.StepCa;
using Phoenix.Components.Systems;
using Phoenix.Components.Tests.Certificates;
using Phoenix.Testing;
using Phoenix.Topology;

namespace Phoenix.Components.Tests.StepCa;

public sealed class StepCaGuestTests
{
    private static readonly ProvisionerKey Provisioner = ProvisionerKey.Make();

    private static readonly SystemSpec Spec = StepCaGuest.For(
        TestPlatform.Home,
        new Program("step-ca", "0.30.2", "bundle", "/cache/step-ca", new string('0', 64)),
        new CaMaterial
        {
            RootPem = "root\n",
            IntermediatePem = "intermediate\n",
            IntermediateKeyPem = new Secret("s3cret-key\n"),
            IntermediatePassword = new Secret("s3cret-password"),
            Provisioner = Provisioner,
        }
    );

    [Fact]
    public void Configuration_is_golden() => Golden.Matches(WithoutKey(ContentOf("/etc/step-ca/ca.json")), "ca.json");

    [Fact]
    public void Unit_is_golden() => Golden.Matches(ContentOf("/etc/systemd/system/step-ca.service"), "step-ca.service");

    [Fact]
    public void Keys_and_password_are_secrets_that_only_the_ca_reads()
    {
        Spec.Files.Where(file => file.IsSecret)
            .Select(file => $"{file.Path} {file.Owner} {file.Mode}")
            .ShouldBe(["/etc/step-ca/intermediate.key root:step-ca 0640", "/etc/step-ca/password step-ca:step-ca 0600"]);
        Spec.Files.ShouldAllBe(file => file.IsSecret || !file.Content.Contains("s3cret"));
    }

    [Fact]
    public void Specification_is_one_a_system_can_have() => Should.NotThrow(() => SystemDiff.Between(Spec, new SystemState()));

    // The key is another at every run.
    private static string WithoutKey(string json) =>
        json.Replace(Provisioner.Id, "KID", StringComparison.Ordinal)
            .Replace($"{Provisioner.PublicJwk()["x"]}", "X", StringComparison.Ordinal)
            .Replace($"{Provisioner.PublicJwk()["y"]}", "Y", StringComparison.Ordinal);

    private static string ContentOf(string path) => Spec.Files.Single(file => file.Path == path).Content;
}
