using System.Collections.Immutable;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Qemu;

/// <summary>What cloud-init does at the first boot of a virtual machine.</summary>
public sealed record CloudInit
{
    /// <summary>The user it makes.</summary>
    public string? User { get; init; }

    /// <summary>The user's password; comes back as stars.</summary>
    public Secret? Password { get; init; }

    /// <summary>Public keys of the user, one a line.</summary>
    public ImmutableArray<string> SshKeys { get; init; } = [];

    /// <summary>Addresses.</summary>
    public ImmutableArray<IpConfig> Addresses { get; init; } = [];

    /// <summary>Resolvers.</summary>
    public ImmutableArray<string> NameServers { get; init; } = [];

    /// <summary>Search domain.</summary>
    public string? SearchDomain { get; init; }

    /// <summary>Packages are upgraded at the first boot; on unless set.</summary>
    public bool? Upgrade { get; init; }

    /// <summary>Own files in place of the generated ones, e.g. <c>user=local:snippets/web.yaml</c>; they must be on the host already.</summary>
    public string? Custom { get; init; }

    internal FormFields ToFields()
    {
        var fields = new FormFields
        {
            { "ciuser", User },
            { "cipassword", Password },
            { "searchdomain", SearchDomain },
            { "ciupgrade", Upgrade },
            { "cicustom", Custom },
            // The value itself is percent-encoded text, and then form-encoded like every other.
            { "sshkeys", SshKeys.IsEmpty ? null : Uri.EscapeDataString(string.Join('\n', SshKeys)) },
        };
        fields.AddJoined("nameserver", NameServers, ' ');
        foreach (var address in Addresses)
        {
            fields.Add($"ipconfig{address.Index}", address.Render());
        }

        return fields;
    }
}
