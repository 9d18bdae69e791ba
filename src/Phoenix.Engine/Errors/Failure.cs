using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>Turns whatever a resource threw into an error that says which resource it was.</summary>
internal static class Failure
{
    /// <summary>The error of a resource: its own code where it has one, else <paramref name="fallback"/>.</summary>
    public static PhoenixException Of(ResourceId resource, Exception exception, ErrorCode fallback) =>
        exception switch
        {
            PhoenixException { Where: not null } known => known,
            PhoenixException known => new PhoenixException(known.Code, known.Message, known)
            {
                Where = resource.ToString(),
                Remote = known.Remote,
                Help = known.Help,
            },
            OperationCanceledException or TimeoutException => new PhoenixException(fallback, "it took too long", exception)
            {
                Where = resource.ToString(),
            },
            _ => new PhoenixException(fallback, exception.Message, exception) { Where = resource.ToString() },
        };

    /// <summary>The error of a step that a signal ended where it was.</summary>
    public static PhoenixException OfAbort(ResourceId resource) =>
        new(EngineErrors.Interrupted, "cut short by a signal") { Where = resource.ToString() };

    /// <summary>The error of a probe that does not hold.</summary>
    public static PhoenixException OfProof(ResourceId resource, Proof proof) =>
        new(EngineErrors.ProofFailed, proof.Seen.Length > 0 ? proof.Seen : "the probe does not find what it expects")
        {
            Where = resource.ToString(),
        };
}
