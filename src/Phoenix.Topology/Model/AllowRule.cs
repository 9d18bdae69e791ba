using System.Net;

namespace Phoenix.Topology;

/// <summary>Traffic that cannot be derived, with the reason the user gives for it.</summary>
public sealed record AllowRule(IPNetwork From, string To, int Port, TransportProtocol Protocol, string Why);
