using System.Net;
using Phoenix.Proxmox.Access;
using Phoenix.Proxmox.Transport;

namespace Phoenix.Proxmox;

/// <summary>How a node's API is reached and trusted.</summary>
public sealed record ProxmoxConnection
{
    /// <summary>The API's address, e.g. <c>https://pve.example:8006</c>; https only.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Who Phoenix is to the node.</summary>
    public required ProxmoxCredentials Credentials { get; init; }

    /// <summary>The certificate to accept, and no other; null: what the system trusts.</summary>
    public CertificatePin? Pin { get; init; }

    /// <summary>Opens the TCP connection, when it is not opened from this process' own network (the lab's namespace, SSH). Null: directly.</summary>
    public Func<DnsEndPoint, CancellationToken, ValueTask<Stream>>? Connect { get; init; }

    /// <summary>How long a connection may take to come about.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
