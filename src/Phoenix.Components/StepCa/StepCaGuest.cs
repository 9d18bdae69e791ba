using Phoenix.Components.Certificates;
using Phoenix.Components.Programs;
using Phoenix.Components.Systems;
using Phoenix.Topology;

namespace Phoenix.Components.StepCa;

/// <summary>The CA's guest: the first to come up, it issues every certificate. The root's key is not on it.</summary>
public static class StepCaGuest
{
    /// <summary>The user the CA runs as.</summary>
    public const string User = "step-ca";

    /// <summary>Where the program is installed.</summary>
    public const string ProgramPath = "/usr/local/bin/step-ca";

    /// <summary>The provisioner that takes Phoenix's tokens.</summary>
    public const string ProvisionerName = "phoenix";

    /// <summary>The ACME provisioner: <c>https://CA/acme/acme/directory</c>.</summary>
    public const string AcmeName = "acme";

    /// <summary>The unit.</summary>
    public const string Unit = "step-ca.service";

    private const string UnitPath = "/etc/systemd/system/" + Unit;

    /// <summary>The system of the CA.</summary>
    public static SystemSpec For(Platform platform, Program program, CaMaterial material)
    {
        var paths = StepCaPaths.InGuest;
        const string owner = $"root:{User}";
        return new SystemSpec
        {
            Users = [User],
            Directories =
            [
                new SystemDirectory(paths.Configuration, owner, "0750"),
                new SystemDirectory("/var/lib/step-ca", $"{User}:{User}", "0700"),
            ],
            Programs = [new SystemProgram(ProgramPath, program)],
            Files =
            [
                .. Material(material).Files,
                new SystemFile(
                    paths.Json,
                    StepCaConfig.Render(platform, paths, $":{PlatformPorts.Https}", material.Provisioner),
                    owner,
                    "0640"
                ),
                new SystemFile(UnitPath, StepCaUnit.Render(program, paths)),
            ],
            // A restart rather than a reload: it takes a tenth of a second, and an unusable configuration shows at once.
            Services = [new SystemService(Unit) { RestartOn = [paths.Configuration, ProgramPath] }],
        };
    }

    /// <summary>The part of the system that is the CA's own certificates and key, and their restart.</summary>
    internal static SystemSpec Material(CaMaterial material)
    {
        var paths = StepCaPaths.InGuest;
        return new SystemSpec
        {
            Files =
            [
                new SystemFile(paths.Root, material.RootPem),
                new SystemFile(paths.Intermediate, material.IntermediatePem),
                new SystemFile(paths.IntermediateKey, material.IntermediateKeyPem.Reveal(), $"root:{User}", "0640") { IsSecret = true },
                new SystemFile(paths.Password, material.IntermediatePassword.Reveal() + "\n", $"{User}:{User}", "0600") { IsSecret = true },
            ],
            Services = [new SystemService(Unit) { RestartOn = [paths.Configuration] }],
        };
    }
}
