namespace Phoenix.Topology.Language;

/// <summary>What a guest gets when the file does not say.</summary>
internal sealed record RoleDefaults(int Cores, ByteSize Memory, ByteSize Disk)
{
    /// <summary>The defaults of a role. The CA, the gateway and the router are small programs; images and containers need room.</summary>
    public static RoleDefaults For(GuestRole role) =>
        role switch
        {
            GuestRole.StepCa => new(1, ByteSize.FromMebibytes(512), ByteSize.FromGibibytes(8)),
            GuestRole.Nginx => new(1, ByteSize.FromMebibytes(512), ByteSize.FromGibibytes(8)),
            GuestRole.Traefik => new(1, ByteSize.FromMebibytes(512), ByteSize.FromGibibytes(8)),
            GuestRole.Portainer => new(2, ByteSize.FromGibibytes(2), ByteSize.FromGibibytes(32)),
            GuestRole.DockerHost => new(2, ByteSize.FromGibibytes(4), ByteSize.FromGibibytes(64)),
            _ => throw new ArgumentOutOfRangeException(nameof(role), role, "unknown role"),
        };
}
