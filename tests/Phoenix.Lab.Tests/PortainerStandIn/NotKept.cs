using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Phoenix.Lab.Tests.PortainerStandIn;

/// <summary>Recorded exchanges that the stand-in does not answer as Portainer did, each with the reason.</summary>
internal static class NotKept
{
    private static readonly ImmutableArray<(Regex Steps, string Reason)> Reasons =
    [
        (new Regex("^a22|^a23|^a36"), "the version's build details are those of the real server's build and environment"),
        (new Regex("^b56"), "logging out is not a call of Phoenix"),
        (new Regex("^b1[5-9]|^b2[01]-"), "session lifetimes are set through settings, which Phoenix leaves alone"),
        (new Regex("^b4[2-9]|^b5[02]"), "browser sessions with CSRF tokens: the stand-in has no user interface that needs them"),
        (new Regex("^c26|^c70|^c71"), "black holes and mute ports need a network of their own"),
        (new Regex("^c15[0-9]|^c16[0-9]"), "an agent in a container, which is restarted in between"),
        (new Regex("^c13[0-2]"), "two creations of one name at once"),
        (new Regex("^c135|^c64"), "batch deletes and agent versions are not calls of Phoenix"),
        (new Regex("^c101"), "agents with a secret have tests of their own"),
        (new Regex("^c9[6-9]"), "a second server came in between; trust has tests of its own"),
        (new Regex("^c10-"), "an engine on plain TCP is not a kind of environment that Phoenix makes"),
        (new Regex("^c109|^c14[0-2]"), "the agent was restarted by hand in between"),
        (new Regex("^d08"), "the old form of the call, gone from newer servers"),
        (new Regex("^d24|^d25|^d52[01]"), "names that normalise to nothing: Phoenix validates names"),
        (new Regex("^d10[1-5]-|^d105|^i41"), "upload of a file is not a call of Phoenix"),
        (new Regex("^d1[1-4][0-9]|^d42[0-9]|^d47[0-9]|^d63[0-9]"), "stacks from git are not a call of Phoenix"),
        (new Regex("^d2[0-2][0-9]|^d30[0-9]|^d31[0-9]|^d33[01]|^d34"), "several requests at once, or a server killed on the way"),
        (new Regex("^d32[0-3]"), "a stack of the server that was killed"),
        (new Regex("^d33[345]"), "compose itself says that the engine is gone, with a port of its own; a test of its own covers it"),
        (new Regex("^d338"), "left-over containers of the killed agent"),
        (new Regex("^d35[0-9]|^d36[0-9]|^d70[567]"), "migration and external stacks are not calls of Phoenix"),
        (new Regex("^e0[1-9]?b?.*local|^e14|^e39"), "streams without an end"),
        (new Regex("^e46"), "the agent's own routes beside Docker's are not calls of Phoenix"),
        (new Regex("^i09|^i1[0-6]"), "settings are not a call of Phoenix"),
        (new Regex("^i2[12]"), "what a plain port and a TLS port say to the other protocol"),
        (new Regex("^i18"), "the key of a negative id is printed as raw bytes"),
        (new Regex("^j|^g|^h|^f|^x|^tmo"), "swarm, backups, users, TLS changes and containers of the server are not calls of Phoenix"),
    ];

    /// <summary>Status and shape are as recorded, but Go's decoder quotes the rest of the body behind the bad value.</summary>
    public static bool WordsDiffer(Recording recording) => recording.Step is "i49-env-as-object" or "i50-env-number-value";

    /// <summary>Why an exchange is not compared, or null.</summary>
    public static string? Reason(Recording recording) => Reasons.FirstOrDefault(entry => entry.Steps.IsMatch(recording.Step)).Reason;
}
