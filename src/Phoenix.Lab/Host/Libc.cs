using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Phoenix.Lab.Host;

/// <summary>The few calls of Linux that .NET has no name for.</summary>
internal static partial class Libc
{
    internal const int CloneNewNet = 0x40000000;
    internal const int ReadOnly = 0;
    internal const int WriteOnly = 1;
    internal const int Create = 0x40;
    internal const int Truncate = 0x200;
    internal const int Directory = 0x10000;
    internal const int CloseOnExec = 0x80000;
    internal const int Path = 0x200000;

    // The same number on x86-64 and arm64.
    private const nint OpenAt2Number = 437;
    private const ulong ResolveInRoot = 0x10;

    /// <summary>Puts the calling thread into a network namespace.</summary>
    internal static void EnterNetwork(string path)
    {
        using var handle = Check(Open(path, ReadOnly | CloseOnExec, 0), path);
        if (SetNs(handle, CloneNewNet) != 0)
        {
            throw Failure(path);
        }
    }

    internal static SafeFileHandle OpenDirectory(string path) => Check(Open(path, Path | Directory | CloseOnExec, 0), path);

    /// <summary>Opens a path as it is seen below <paramref name="root"/>: no link in it leads out.</summary>
    internal static SafeFileHandle OpenBeneath(SafeFileHandle root, string path, int flags, uint mode)
    {
        var how = new OpenHow((ulong)(flags | CloseOnExec), (flags & Create) == 0 ? 0 : mode, ResolveInRoot);
        return Check(OpenAt2(OpenAt2Number, root, path, ref how, (nuint)Marshal.SizeOf<OpenHow>()), path);
    }

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeDirectory(SafeFileHandle parent, string name, uint mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(SafeFileHandle parent, string name, int flags);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SymbolicLink(string target, SafeFileHandle parent, string name);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    internal static partial int ChangeOwner(SafeFileHandle file, int user, int group);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    internal static partial int ChangeMode(SafeFileHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);

    internal static Exception Failure(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"{path}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error == 2 ? new FileNotFoundException(message) : new IOException(message, new Win32Exception(error));
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNs(SafeFileHandle file, int kind);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenAt2(nint number, SafeFileHandle directory, string path, ref OpenHow how, nuint size);

    private static SafeFileHandle Check(SafeFileHandle handle, string path)
    {
        if (!handle.IsInvalid)
        {
            return handle;
        }

        var failure = Failure(path);
        handle.Dispose();
        throw failure;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow(ulong flags, ulong mode, ulong resolve)
    {
        public ulong Flags = flags;
        public ulong Mode = mode;
        public ulong Resolve = resolve;
    }
}
