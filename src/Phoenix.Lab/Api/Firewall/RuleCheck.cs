using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Phoenix.Lab.Firewall;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>Checks a rule as a whole, against the place it is for and the names it uses.</summary>
internal static partial class RuleCheck
{
    /// <summary>Every wrong property with its text.</summary>
    public static ImmutableSortedDictionary<string, string> Errors(StoredRule rule, string environment, RuleNames names)
    {
        var errors = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (rule.Type == "forward" && environment is "ct" or "vm" || (rule.Type == "group" && environment == "group"))
        {
            errors["type"] = $"invalid rule type '{rule.Type}' for rule_env '{environment}'";
        }
        if (rule.Type != "group" && rule.Action is not ("ACCEPT" or "DROP" or "REJECT"))
        {
            errors["action"] = $"unknown action '{rule.Action}'";
        }
        if (rule.Macro is { } macro && Macro(macro) is null)
        {
            errors["macro"] = $"unknown macro '{macro}'";
        }
        if (rule.Interface is { } name && environment is "ct" or "vm" && !GuestInterface.IsMatch(name))
        {
            errors["iface"] = @"value does not match the regex pattern 'net\d+'";
        }
        if (rule.Protocol is null && rule.Macro is null && (rule.DestinationPorts ?? rule.SourcePorts) is not null)
        {
            var needing = rule.DestinationPorts is null ? "sport" : "dport";
            errors["proto"] = $"missing property - '{needing}' requires this property";
        }
        Addresses(rule, names, errors);
        return errors.ToImmutable();
    }

    /// <summary>4 or 6 when the rule can only be about that version, else 0.</summary>
    public static int VersionOf(StoredRule rule, RuleNames names)
    {
        var versions = new[] { rule.Source, rule.Destination }
            .OfType<string>()
            .Select(names.VersionOf)
            .Where(static version => version > 0);
        return versions.FirstOrDefault() is > 0 and var version ? version
            : rule.Protocol is "icmp" ? 4
            : rule.Protocol is "icmpv6" or "ipv6-icmp" ? 6
            : 0;
    }

    /// <summary>A macro's name in its own case, or null.</summary>
    public static string? Macro(string name) =>
        FirewallMacros.All.FirstOrDefault(macro => string.Equals(macro.Name, name, StringComparison.OrdinalIgnoreCase))?.Name;

    private static void Addresses(StoredRule rule, RuleNames names, ImmutableSortedDictionary<string, string>.Builder errors)
    {
        var version = 0;
        foreach (var (property, address) in new[] { ("source", rule.Source), ("dest", rule.Destination) })
        {
            if (address is null)
            {
                continue;
            }
            if (names.Problem(address) is { } problem)
            {
                errors[property] = problem;
                continue;
            }
            var own = names.VersionOf(address);
            if (own < 0 || (own > 0 && version > 0 && own != version))
            {
                errors[property] = "detected mixed ipv4/ipv6 addresses in rule";
            }
            version = own == 0 ? version : own;
        }
    }

    [GeneratedRegex(@"^net\d+\z", RegexOptions.None, 1000)]
    private static partial Regex GuestInterface { get; }
}
