namespace Phoenix.Proxmox.Tests.Contract;

/// <summary>A call of the client with arguments that use every parameter it can send.</summary>
/// <param name="Member">The client's method, <c>Type.Method</c>.</param>
/// <param name="Route">What it sends, as the schema writes it.</param>
/// <param name="Invoke">Makes the call.</param>
public sealed record ClientCall(string Member, string Route, Func<ProxmoxClient, CancellationToken, Task> Invoke)
{
    public override string ToString() => $"{Member} {Route}";
}
