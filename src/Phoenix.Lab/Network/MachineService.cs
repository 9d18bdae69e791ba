using System.Net;

namespace Phoenix.Lab.Network;

/// <summary>Something that guests need and that is at an address of the machine itself or at a link-local one.</summary>
/// <param name="Address">Where.</param>
/// <param name="Port">Its port.</param>
/// <param name="IsResolver">It answers over UDP, too.</param>
internal sealed record MachineService(IPAddress Address, int Port, bool IsResolver);
