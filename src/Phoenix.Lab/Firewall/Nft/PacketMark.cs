namespace Phoenix.Lab.Firewall;

/// <summary>
/// How the bridge family tells the inet family which ports a frame came in by and goes out by: nftables has no physdev match, and addresses
/// can be forged. The low bits are the sender's port, the next ones the receiver's; 0 is none.
/// </summary>
internal static class PacketMark
{
    public const uint SenderMask = 0x0000_3fff;
    public const uint ReceiverMask = 0x0fff_c000;
    private const int ReceiverShift = 14;

    /// <summary>The number of a port by its place in the model, from 1.</summary>
    public static uint Sender(int place) => (uint)place + 1;

    public static uint Receiver(int place) => ((uint)place + 1) << ReceiverShift;

    public static string Hex(uint mark) => $"0x{mark:x8}";
}
