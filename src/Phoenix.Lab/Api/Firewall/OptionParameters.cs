using System.Collections.Immutable;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Firewall;

/// <summary>The options of the three levels.</summary>
internal static class OptionParameters
{
    private static readonly ImmutableArray<string> Policies = ["ACCEPT", "REJECT", "DROP"];

    /// <summary>The cluster's.</summary>
    public static ImmutableArray<Parameter> Cluster { get; } =
    [
        Parameter.Integer("enable", 0),
        Parameter.Flag("ebtables"),
        Parameter.Choice("policy_in", Policies),
        Parameter.Choice("policy_out", Policies),
        Parameter.Choice("policy_forward", "ACCEPT", "DROP"),
        Parameter.Text("log_ratelimit"),
    ];

    /// <summary>The node's.</summary>
    public static ImmutableArray<Parameter> Host { get; } =
    [
        .. new[]
        {
            "enable",
            "ndp",
            "nosmurfs",
            "tcpflags",
            "nftables",
            "protection_synflood",
            "nf_conntrack_allow_invalid",
            "log_nf_conntrack",
        }.Select(Parameter.Flag),
        .. new[] { "log_level_in", "log_level_out", "log_level_forward", "smurf_log_level", "tcp_flags_log_level" }.Select(static name =>
            Parameter.Choice(name, RuleParameters.LogLevels)
        ),
        Parameter.Text("nf_conntrack_helpers"),
        Parameter.Integer("nf_conntrack_max", 32768),
        Parameter.Integer("nf_conntrack_tcp_timeout_established", 7875),
        Parameter.Integer("nf_conntrack_tcp_timeout_syn_recv", 30, 60),
        Parameter.Integer("protection_synflood_burst"),
        Parameter.Integer("protection_synflood_rate"),
    ];

    /// <summary>A guest's.</summary>
    public static ImmutableArray<Parameter> Guest { get; } =
    [
        .. new[] { "enable", "dhcp", "ndp", "radv", "macfilter", "ipfilter" }.Select(Parameter.Flag),
        .. new[] { "log_level_in", "log_level_out" }.Select(static name => Parameter.Choice(name, RuleParameters.LogLevels)),
        Parameter.Choice("policy_in", Policies),
        Parameter.Choice("policy_out", Policies),
    ];

    /// <summary>A place's.</summary>
    public static ImmutableArray<Parameter> Of(FirewallPlace place) =>
        place.Environment switch
        {
            "cluster" => Cluster,
            "host" => Host,
            _ => Guest,
        };
}
