using System.Collections.Immutable;
using Phoenix.Lab.Api.Access;

namespace Phoenix.Lab.Api.Http;

/// <summary>A request whose caller is known and whose body has been read.</summary>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Path">The path below the format, without a slash at the end: <c>/nodes/pve/lxc</c>.</param>
/// <param name="Caller">Who asks; null for the few methods that need no authentication.</param>
/// <param name="Parameters">Query and body merged; the query wins.</param>
/// <param name="Upload">The uploaded file's part, for the one method that takes multipart.</param>
internal sealed record ApiRequest(
    string Method,
    string Path,
    Caller? Caller,
    ImmutableDictionary<string, ParameterValue> Parameters,
    UploadedFile? Upload
);

/// <summary>A file of a multipart upload, already on the node's disk.</summary>
/// <param name="Name">The name the client gave.</param>
/// <param name="TemporaryPath">Where the bytes are; deleted after the call unless moved.</param>
internal sealed record UploadedFile(string Name, string TemporaryPath);
