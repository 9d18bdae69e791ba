using System.Text.Json.Serialization;

namespace Phoenix.Engine;

/// <summary>Who holds a lock.</summary>
/// <param name="Process">The process id.</param>
/// <param name="User">The user's name.</param>
/// <param name="Command">What it is doing, e.g. <c>up</c>.</param>
/// <param name="Since">Since when.</param>
public sealed record LockHolder(int Process, string User, string Command, DateTimeOffset Since);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LockHolder))]
internal sealed partial class LockJson : JsonSerializerContext;
