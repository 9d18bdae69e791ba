using System.Text;

namespace Phoenix.Lab.Firewall;

/// <summary>Writes one table of nftables: chains in the order they are added, which must be before they are jumped to.</summary>
internal sealed class NftTable(string name)
{
    private readonly StringBuilder body = new();

    /// <summary>A chain that others jump to.</summary>
    public void Chain(string chain, IEnumerable<string> rules) => Write(chain, rules);

    /// <summary>A chain at a hook of the kernel, open at its end.</summary>
    public void Hook(string chain, string hook, int priority, IEnumerable<string> rules) =>
        Write(chain, [$"type filter hook {hook} priority {priority}; policy accept;", .. rules]);

    public override string ToString() => $"table {name} {{\n{body}}}\n";

    private void Write(string chain, IEnumerable<string> rules)
    {
        body.Append($"  chain {chain} {{\n");
        foreach (var rule in rules)
        {
            body.Append($"    {rule}\n");
        }

        body.Append("  }\n");
    }
}
