using System.Collections.Immutable;
using System.Text;
using Phoenix.Proxmox;

namespace Phoenix.Components.Certificates;

/// <summary>The constant scripts of a leaf. Names and paths are arguments; the key never leaves the guest.</summary>
internal static class LeafScripts
{
    public static ShellCommand Observe(LeafInstallation leaf) =>
        Command("leaf-observe", leaf.CertificatePath, leaf.KeyPath, leaf.RootPath, leaf.Unit ?? "");

    public static ShellCommand Request(LeafInstallation leaf)
    {
        var names = leaf.Request.DnsNames.Select(name => $"DNS:{name}").Concat(leaf.Request.Addresses.Select(address => $"IP:{address}"));
        return Command("leaf-request", leaf.KeyPath, leaf.Request.Subject, string.Join(',', names));
    }

    public static ShellCommand Install(LeafInstallation leaf, IssuedLeaf issued, string rootPem)
    {
        var input = $"{Convert.ToBase64String(Encoding.ASCII.GetBytes(rootPem))}\n{issued.ChainPem}";
        ImmutableArray<string> arguments =
        [
            leaf.CertificatePath,
            leaf.KeyPath,
            leaf.RootPath,
            leaf.Owner,
            leaf.KeyMode,
            leaf.Unit ?? "",
            .. leaf.Check,
        ];
        return Command("leaf-install", arguments) with { Input = Encoding.ASCII.GetBytes(input) };
    }

    public static ShellCommand Reload(LeafInstallation leaf) => Command("leaf-reload", [leaf.Unit!, .. leaf.Check]);

    public static ShellCommand Journal(string unit) =>
        ShellCommand.Of("journalctl", "--no-pager", "--quiet", "--output=cat", "--lines=10", $"--unit={unit}");

    private static ShellCommand Command(string script, params ImmutableArray<string> arguments) =>
        new(["/bin/sh", "-c", Read(script), $"phoenix-{script}", .. arguments]);

    private static string Read(string name)
    {
        using var stream = typeof(LeafScripts).Assembly.GetManifestResourceStream($"Certificates/Scripts/{name}.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
