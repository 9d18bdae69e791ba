using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Phoenix.Components.Secrets;

/// <summary>A second name for a file, made only when the name is free: what .NET's own move without overwriting does not promise.</summary>
internal static partial class HardLink
{
    private const int Exists = 17;

    /// <summary>Whether the name was free and now is the file's.</summary>
    /// <exception cref="IOException">The system refused; its words.</exception>
    public static bool TryMake(string file, string name)
    {
        if (Link(file, name) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == Exists ? false : throw new IOException($"{name}: {new Win32Exception(error).Message}");
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string file, string name);
}
