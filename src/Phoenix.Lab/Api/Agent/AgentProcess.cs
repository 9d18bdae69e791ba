namespace Phoenix.Lab.Api.Agent;

/// <summary>A command that the guest agent runs or ran.</summary>
internal sealed class AgentProcess
{
    /// <summary>Its standard output so far.</summary>
    public MemoryStream Output { get; } = new();

    /// <summary>Its standard error so far.</summary>
    public MemoryStream Error { get; } = new();

    /// <summary>Its exit code when it has ended.</summary>
    public Task<int> Exit { get; set; } = Task.FromResult(0);
}
