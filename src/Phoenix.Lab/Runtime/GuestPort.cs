using System.Globalization;

namespace Phoenix.Lab.Runtime;

/// <summary>The host end of a guest's interface.</summary>
internal static class GuestPort
{
    /// <summary>Proxmox's own name for it, <c>veth101i0</c>. Ids of more than eight digits do not fit into Linux's 15 characters: then in base 36.</summary>
    public static string NameOf(int vmid, int index)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"veth{vmid}i{index}");
        return name.Length <= 15 ? name : string.Create(CultureInfo.InvariantCulture, $"vth{Base36(vmid)}i{index}");
    }

    private static string Base36(int number)
    {
        var digits = "";
        for (; number > 0; number /= 36)
        {
            digits = "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36] + digits;
        }

        return digits;
    }
}
