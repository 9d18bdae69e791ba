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
    internal const uint NoWritingByOthers = 0b000_010_010;
    internal const int Path = 0x200000;

    // The same numbers on x86-64 and arm64.
    private const nint OpenTreeNumber = 428;
    private const nint MoveMountNumber = 429;
    private const nint OpenAt2Number = 437;
    private const nint MountSetAttributesNumber = 442;
    private const int CurrentDirectory = -100;
    private const uint EmptyPath = 0x1000;
    private const uint CloneTree = 1;
    private const uint MoveFromHandle = 4;
    private const int NoFollow = 0x100;
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

    /// <summary>Mounts a directory at another place with the owners that a user namespace gives them.</summary>
    internal static void BindShifted(string source, string target, SafeFileHandle users)
    {
        using var tree = Check(OpenTree(OpenTreeNumber, CurrentDirectory, source, CloneTree | CloseOnExec), source);
        var attributes = new MountAttributes { Set = MapIds, Users = (ulong)users.DangerousGetHandle() };
        if (
            MountSetAttributes(MountSetAttributesNumber, tree, "", EmptyPath, ref attributes, (nuint)Marshal.SizeOf<MountAttributes>()) != 0
            || MoveMount(MoveMountNumber, tree, "", CurrentDirectory, target, MoveFromHandle) != 0
        )
        {
            throw Failure(target);
        }
    }

    /// <summary>Gives a directory to an owner.</summary>
    internal static void Own(string path, int owner)
    {
        using var handle = OpenForReading(path);
        if (ChangeOwner(handle, owner, owner) != 0)
        {
            throw Failure(path);
        }
    }

    internal static SafeFileHandle OpenForReading(string path) => Check(Open(path, ReadOnly | CloseOnExec, 0), path);

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

    /// <summary>Sets the process's mask of file modes (umask); the result is the one before.</summary>
    [LibraryImport("libc", EntryPoint = "umask")]
    internal static partial uint FileModeMask(uint mask);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);

    /// <summary>Changes the owner of a name itself, be it a link.</summary>
    internal static int ChangeOwnerOf(SafeFileHandle parent, string name, int owner) => ChangeOwnerAt(parent, name, owner, owner, NoFollow);

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

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenTree(nint number, int directory, string path, uint flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint MountSetAttributes(
        nint number,
        SafeFileHandle directory,
        string path,
        uint flags,
        ref MountAttributes attributes,
        nuint size
    );

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint MoveMount(nint number, SafeFileHandle from, string fromPath, int to, string toPath, uint flags);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwnerAt(SafeFileHandle parent, string name, int user, int group, int flags);

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

    private const ulong MapIds = 0x00100000;

    [StructLayout(LayoutKind.Sequential)]
    private struct MountAttributes
    {
        public ulong Set;
        public ulong Clear;
        public ulong Propagation;
        public ulong Users;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow(ulong flags, ulong mode, ulong resolve)
    {
        public ulong Flags = flags;
        public ulong Mode = mode;
        public ulong Resolve = resolve;
    }
}
