using System.Collections.Immutable;

namespace Phoenix.Lab.Api.Http;

/// <summary>A refusal as Proxmox words it: a status, a message whose first line becomes the reason phrase, and perhaps an error for each bad parameter.</summary>
internal sealed class ApiFailure : Exception
{
    private ApiFailure(int status, string message, ImmutableSortedDictionary<string, string> errors)
        : base(message)
    {
        Status = status;
        Errors = errors;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The text for each bad parameter; empty when the failure is not about parameters.</summary>
    public ImmutableSortedDictionary<string, string> Errors { get; }

    /// <summary>A failure at run time: also "does not exist", "already exists", locked, digest mismatch. Proxmox has no 404.</summary>
    public static ApiFailure Run(string message) => new(500, message, ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>A refused login.</summary>
    public static ApiFailure Unauthorized(string message) => new(401, message, ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>A missing right.</summary>
    public static ApiFailure Forbidden(string detail) =>
        new(403, $"Permission check failed ({detail})", ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>All bad parameters of a request at once.</summary>
    public static ApiFailure Parameters(ImmutableSortedDictionary<string, string> errors) =>
        new(400, "Parameter verification failed.", errors);

    /// <summary>One bad parameter.</summary>
    public static ApiFailure Parameter(string name, string error) =>
        Parameters(ImmutableSortedDictionary<string, string>.Empty.Add(name, error));

    /// <summary>Errors of parameters that Proxmox reports as a run-time failure (resize of a missing disk).</summary>
    public static ApiFailure Run(string message, ImmutableSortedDictionary<string, string> errors) => new(500, message, errors);

    /// <summary>A path or method that is not there. No newline follows this message on the wire.</summary>
    public static ApiFailure NotImplemented(string method, string path) =>
        new(501, $"Method '{method} {path}' not implemented", ImmutableSortedDictionary<string, string>.Empty);
}
