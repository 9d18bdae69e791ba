using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Phoenix.Components.Portainer.Api;

/// <summary>Where Portainer answers, under which name, and the only root its certificate may end in.</summary>
/// <param name="Endpoint">Address and port as reached through <see cref="Phoenix.Proxmox.INetworkReach"/>.</param>
/// <param name="ServerName">The name its certificate must hold, e.g. <c>portainer.phoenix.internal</c>.</param>
/// <param name="Root">The platform's root.</param>
public sealed record PortainerAddress(IPEndPoint Endpoint, string ServerName, X509Certificate2 Root);
