using System.Collections.Immutable;
using Phoenix.Topology;

namespace Phoenix.Components.Portainer;

/// <summary>Codes of errors around Portainer itself: PHX5001 to PHX5019. Those of stacks are in <see cref="Stacks.StackErrors"/>.</summary>
public static class PortainerErrors
{
    /// <summary>No answer.</summary>
    public static readonly ErrorCode Unreachable = new(
        "PHX5001",
        "Portainer cannot be reached",
        "Nothing answered on Portainer's HTTPS port: the guest is off, the service is not running, or the firewall is in the way.",
        "Look at the service with `phoenix guest exec portainer -- systemctl status portainer` and run `phoenix up` again."
    );

    /// <summary>The certificate is not the platform's.</summary>
    public static readonly ErrorCode Untrusted = new(
        "PHX5002",
        "Portainer shows a certificate that the platform does not trust",
        "The certificate is expired, made by somebody else, or made for another name. Phoenix talks to Portainer only when the chain ends in the platform's root.",
        "Run `phoenix up`, which issues the certificate anew; if it stays so, something else answers on that address."
    );

    /// <summary>A request was refused (4xx).</summary>
    public static readonly ErrorCode Refused = new(
        "PHX5003",
        "Portainer refused a request",
        "Portainer understood the request and said no. Its own words are part of the error.",
        "Read Portainer's words; when they speak of a version, compare it with the versions that Phoenix supports."
    );

    /// <summary>A request failed inside Portainer (5xx).</summary>
    public static readonly ErrorCode Failed = new(
        "PHX5004",
        "Portainer could not carry out a request",
        "Portainer answers so whenever a deploy, an agent or a file fails; its own words say which.",
        "Read Portainer's words, put the cause right and run `phoenix up` again."
    );

    /// <summary>Uninitialised for five minutes.</summary>
    public static readonly ErrorCode Locked = new(
        "PHX5005",
        "Portainer has locked itself because nobody made an administrator",
        "An instance without an administrator closes its API five minutes after it started and opens it again only after a restart.",
        "Restart the service in the guest (`systemctl restart portainer`) and run `phoenix up` again."
    );

    /// <summary>The stored password or key is not accepted.</summary>
    public static readonly ErrorCode NotAdmitted = new(
        "PHX5006",
        "Portainer does not accept the platform's administrator",
        "The password in the secret store is not the one of Portainer's user `admin`: it was changed in Portainer, or Portainer's data came from elsewhere.",
        "Write the right password into the file STATE/PLATFORM/secrets/portainer-admin-password, mode 0600 (STATE is /var/lib/phoenix, or PHOENIX_STATE), or set it back in Portainer. Then run `phoenix up` again."
    );

    /// <summary>Too many log-ins.</summary>
    public static readonly ErrorCode Banned = new(
        "PHX5007",
        "Portainer refuses log-ins from this address for an hour",
        "Ten log-ins within a second ban an address on the log-in routes for an hour; Portainer keeps the ban in memory.",
        "Wait, or restart the service in the guest (`systemctl restart portainer`)."
    );

    /// <summary>Sent, but no answer came.</summary>
    public static readonly ErrorCode OutcomeUnknown = new(
        "PHX5008",
        "Portainer closed the connection before it answered",
        "The request was sent and may have been carried out. Phoenix looks before it sends such a request again.",
        "Run `phoenix up` again: it observes what is there and goes on."
    );

    /// <summary>The agent does not answer Portainer.</summary>
    public static readonly ErrorCode AgentUnreachable = new(
        "PHX5009",
        "Portainer cannot reach the agent of a Docker host",
        "The agent on port 9001 does not run, or the firewall keeps Portainer from it.",
        "Look at the agent in the guest with `systemctl status portainer-agent` and run `phoenix up` again."
    );

    /// <summary>The agent trusts another secret or server.</summary>
    public static readonly ErrorCode AgentRefuses = new(
        "PHX5010",
        "The agent of a Docker host does not trust this Portainer",
        "Server and agent must be started with one AGENT_SECRET; an agent without a secret belongs to the first server that talked to it since its start.",
        "Run `phoenix up`, which puts the secret on both sides; then restart `portainer-agent` in the guest."
    );

    /// <summary>Two environments have the name.</summary>
    public static readonly ErrorCode Ambiguous = new(
        "PHX5011",
        "Portainer has two environments of one name",
        "Portainer lets two simultaneous requests make one name twice. Phoenix does not guess which one is meant.",
        "Remove the one that is not wanted in Portainer and run `phoenix up` again."
    );

    /// <summary>An answer that is not what the API promises.</summary>
    public static readonly ErrorCode Unreadable = new(
        "PHX5012",
        "Portainer's answer could not be read",
        "The answer is not the JSON that this call gives: something else answers on that address, or the version is not supported.",
        "Compare the version in `phoenix status` with the versions that Phoenix supports."
    );

    /// <summary>The agent's secret or Portainer's API key is not there yet.</summary>
    public static readonly ErrorCode NotInitialised = new(
        "PHX5013",
        "Portainer is not initialised by this platform",
        "There is no usable API key in the secret store, so nothing can be asked of Portainer.",
        "Run `phoenix up`: it makes the administrator and the key."
    );

    /// <summary>All codes.</summary>
    public static readonly ImmutableArray<ErrorCode> All =
    [
        Unreachable,
        Untrusted,
        Refused,
        Failed,
        Locked,
        NotAdmitted,
        Banned,
        OutcomeUnknown,
        AgentUnreachable,
        AgentRefuses,
        Ambiguous,
        Unreadable,
        NotInitialised,
    ];
}
