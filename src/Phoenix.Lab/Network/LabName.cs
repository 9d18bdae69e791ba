using System.Text.RegularExpressions;
using Phoenix.Topology;

namespace Phoenix.Lab.Network;

/// <summary>A lab's name and the names that follow from it on the machine.</summary>
public sealed partial record LabName
{
    private LabName(string value) => Value = value;

    /// <summary>As given: <c>home</c>.</summary>
    public string Value { get; }

    /// <summary>The network namespace, <c>phx-home</c>.</summary>
    public string Namespace => "phx-" + Value;

    /// <summary>Where the namespace is bound, so that processes can enter it.</summary>
    public string NamespacePath => "/run/netns/" + Namespace;

    /// <summary>The lab's table in the machine's nftables. A dash is no letter of nft's names, and no lab's name has an underscore.</summary>
    public string MachineTable => "phoenix_lab_" + Value.Replace('-', '_');

    /// <summary>The lab's directory in the control group hierarchies.</summary>
    public string ControlGroup => "phoenix-" + Value;

    /// <summary>Checks a name.</summary>
    /// <exception cref="PhoenixException">PHX6013: 1 to 32 lower-case letters, digits and single dashes, beginning with a letter.</exception>
    public static LabName Parse(string name) =>
        TryParse(name) ?? throw new PhoenixException(LabErrors.BadName, $"\"{name}\" cannot name a lab");

    /// <summary>The name, or null when no lab can have it.</summary>
    public static LabName? TryParse(string name) => name.Length <= 32 && Shape().IsMatch(name) ? new LabName(name) : null;

    /// <inheritdoc />
    public override string ToString() => Value;

    [GeneratedRegex("^[a-z](?:-?[a-z0-9])*\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
