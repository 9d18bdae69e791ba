using Phoenix.Topology;

namespace Phoenix.Components.Portainer.Api;

/// <summary>An API key as listed: never the key itself, which Portainer shows once.</summary>
public sealed record ApiKeyRecord(int Id, int UserId, string Description, string Prefix);

/// <summary>A key just made.</summary>
public sealed record NewApiKey(ApiKeyRecord Record, Secret Key);

internal sealed record ApiKeyRequest(string Description, string Password);

internal sealed record ApiKeyAnswer(string RawAPIKey, ApiKeyRecord ApiKey);
