using System.Globalization;
using Phoenix.Topology.Compose;
using YamlDotNet.RepresentationModel;

namespace Phoenix.Components.Stacks;

/// <summary>What is expected of a service's containers while its stack is well.</summary>
/// <param name="MayEnd">One that ended with 0 has done its work; otherwise it was stopped.</param>
/// <param name="Patience">How long it may take until it is healthy.</param>
public sealed record ServiceExpectation(bool MayEnd, TimeSpan Patience)
{
    /// <summary>The least time a service is given.</summary>
    public static readonly TimeSpan LeastPatience = TimeSpan.FromMinutes(2);

    // A check that is made once a day must not hold a run for days.
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(30);

    // What compose and the engine take when the file says nothing.
    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(30);
    private const int UsualRetries = 3;

    /// <summary>What follows from a service's node; null when compose starts no container of it (a profile that is off, no replicas).</summary>
    internal static ServiceExpectation? Of(YamlMappingNode service, Func<string, string?> valueOf)
    {
        string? Text(YamlNode? map, string key) =>
            (map as YamlMappingNode)?.Text(key) is { } text ? Interpolation.Resolve(text, valueOf) ?? text : null;

        var deploy = service.Child("deploy");
        if (!IsActive(service, valueOf("COMPOSE_PROFILES")) || (Text(service, "scale") ?? Text(deploy, "replicas")) == "0")
        {
            return null;
        }

        var check = service.Child("healthcheck") as YamlMappingNode;
        var isChecked = check is not null && Text(check, "disable") != "true" && !IsNone(check.Child("test"));
        var restart = Text(service, "restart") ?? Text((deploy as YamlMappingNode)?.Child("restart_policy"), "condition");
        var mayEnd = restart is not ("always" or "unless-stopped" or "any") && !isChecked && !HasPorts(service);
        return new ServiceExpectation(mayEnd, isChecked ? PatienceWith(key => Text(check, key)) : LeastPatience);
    }

    private static TimeSpan PatienceWith(Func<string, string?> check)
    {
        var retries = int.TryParse(check("retries"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : UsualRetries;
        var interval = ComposeDuration.Parse(check("interval")) ?? UsualInterval;
        var needed = (ComposeDuration.Parse(check("start_period")) ?? TimeSpan.Zero) + interval * retries + Allowance;
        return needed < LeastPatience ? LeastPatience
            : needed > MostPatience ? MostPatience
            : needed;
    }

    private static bool IsActive(YamlMappingNode service, string? switchedOn)
    {
        var on = switchedOn?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        return service.Child("profiles") is not YamlSequenceNode { Children.Count: > 0 } profiles
            || on.Contains("*")
            || profiles.Children.OfType<YamlScalarNode>().Any(profile => on.Contains(profile.Value));
    }

    private static bool HasPorts(YamlMappingNode service) => service.Child("ports") is YamlSequenceNode { Children.Count: > 0 };

    private static bool IsNone(YamlNode? test) => test is YamlSequenceNode { Children: [YamlScalarNode { Value: "NONE" }, ..] };
}
