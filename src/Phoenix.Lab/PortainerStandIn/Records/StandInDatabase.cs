using System.Collections.Immutable;

namespace Phoenix.Lab.PortainerStandIn.Records;

/// <summary>Everything the stand-in keeps, written as one file. Ids are never given twice.</summary>
internal sealed record StandInDatabase
{
    public string InstanceId { get; init; } = Guid.NewGuid().ToString();

    public AdministratorEntry? Administrator { get; init; }

    public ImmutableArray<ApiKeyEntry> ApiKeys { get; init; } = [];

    public ImmutableArray<EndpointEntry> Endpoints { get; init; } = [];

    public ImmutableArray<StackEntry> Stacks { get; init; } = [];

    public int LastApiKeyId { get; init; }

    public int LastEndpointId { get; init; }

    public int LastStackId { get; init; }
}

/// <summary>The administrator; the password as PBKDF2-SHA256 with its salt, both base64.</summary>
internal sealed record AdministratorEntry(string Username, string Salt, string PasswordHash);

/// <summary>An API key; only its digest is kept.</summary>
internal sealed record ApiKeyEntry(int Id, string Description, string Prefix, string Digest, long DateCreated)
{
    public long LastUsed { get; init; }
}

/// <summary>An environment.</summary>
internal sealed record EndpointEntry
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>1 the engine's own socket, 2 an agent.</summary>
    public required int Type { get; init; }

    public required string Url { get; init; }

    public string PublicUrl { get; init; } = "";

    public int GroupId { get; init; } = 1;

    public bool Tls { get; init; }

    public bool TlsSkipVerify { get; init; }

    /// <summary>1 up, 2 down.</summary>
    public int Status { get; init; } = 1;

    public string AgentVersion { get; init; } = "";
}

/// <summary>A stack.</summary>
internal sealed record StackEntry
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required int EndpointId { get; init; }

    /// <summary>The environment that its access control names: that of its creation, whatever the stack is moved to; 0 for the stack's own.</summary>
    public int ControlEndpointId { get; init; }

    /// <summary>1 active, 2 inactive.</summary>
    public int Status { get; init; } = 1;

    public ImmutableArray<StackPair> Env { get; init; } = [];

    public required string ProjectPath { get; init; }

    public required long CreationDate { get; init; }

    public long UpdateDate { get; init; }
}

/// <summary>One variable of a stack.</summary>
internal sealed record StackPair(string Name, string Value);
