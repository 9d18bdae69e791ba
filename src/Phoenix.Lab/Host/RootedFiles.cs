using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Phoenix.Lab.Runtime;

namespace Phoenix.Lab.Host;

/// <summary>Files below a root that another system controls (a guest's): links in it are followed as that system sees them and never lead out of it.</summary>
internal sealed class RootedFiles : IDisposable
{
    private const int AlreadyThere = 17;
    private const int NotThere = 2;
    private const uint Passable = 0b111_101_101;
    private readonly SafeFileHandle _root;
    private readonly int _shift;

    /// <summary>The files below <paramref name="root"/>, e.g. a mounted overlay or <c>/proc/123/root</c>. Its owners are <paramref name="shift"/> higher on the machine.</summary>
    public RootedFiles(string root, int shift)
    {
        _root = Libc.OpenDirectory(root);
        _shift = shift;
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public FileStream OpenRead(string path) => new(Libc.OpenBeneath(_root, path, Libc.ReadOnly, 0), FileAccess.Read);

    /// <summary>Writes a file in place; its directory must exist.</summary>
    public async Task WriteAsync(string path, Stream content, FileOwnership ownership, CancellationToken cancel)
    {
        var mode = (uint)ownership.Mode;
        using var handle = Libc.OpenBeneath(_root, path, Libc.WriteOnly | Libc.Create | Libc.Truncate, mode);
        if (Libc.ChangeOwner(handle, ownership.User + _shift, ownership.Group + _shift) != 0 || Libc.ChangeMode(handle, mode) != 0)
        {
            throw Libc.Failure(path);
        }

        await using var file = new FileStream(handle, FileAccess.Write);
        await content.CopyToAsync(file, cancel);
    }

    /// <summary>Puts a text in place of whatever has the name, a link included; directories are made.</summary>
    public void Replace(string path, string content, UnixFileMode mode)
    {
        EnsureDirectory(Path.GetDirectoryName(path)!);
        Remove(path);
        using var handle = Libc.OpenBeneath(_root, path, Libc.WriteOnly | Libc.Create | Libc.Truncate, (uint)mode);
        if (Libc.ChangeOwner(handle, _shift, _shift) != 0 || Libc.ChangeMode(handle, (uint)mode) != 0)
        {
            throw Libc.Failure(path);
        }

        RandomAccess.Write(handle, Encoding.UTF8.GetBytes(content), 0);
    }

    /// <summary>Puts a symbolic link in place of whatever has the name; directories are made.</summary>
    public void Link(string path, string target)
    {
        EnsureDirectory(Path.GetDirectoryName(path)!);
        Remove(path);
        using var parent = Libc.OpenBeneath(_root, Path.GetDirectoryName(path)!, Libc.Path | Libc.Directory, 0);
        var name = Path.GetFileName(path);
        if (Libc.SymbolicLink(target, parent, name) != 0 || Libc.ChangeOwnerOf(parent, name, _shift) != 0)
        {
            throw Libc.Failure(path);
        }
    }

    /// <summary>Removes a file or link. Absent already is success.</summary>
    public void Remove(string path)
    {
        using var parent = Libc.OpenBeneath(_root, Path.GetDirectoryName(path)!, Libc.Path | Libc.Directory, 0);
        if (Libc.Unlink(parent, Path.GetFileName(path), 0) != 0 && Marshal.GetLastPInvokeError() != NotThere)
        {
            throw Libc.Failure(path);
        }
    }

    /// <summary>Makes a directory and those above it.</summary>
    public void EnsureDirectory(string path)
    {
        var at = "/";
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            using var parent = Libc.OpenBeneath(_root, at, Libc.Path | Libc.Directory, 0);
            if (Libc.MakeDirectory(parent, name, Passable) == 0)
            {
                // The process's umask took away what it wanted.
                using var made = Libc.OpenBeneath(parent, name, Libc.ReadOnly | Libc.Directory, 0);
                if (Libc.ChangeOwner(made, _shift, _shift) != 0 || Libc.ChangeMode(made, Passable) != 0)
                {
                    throw Libc.Failure(path);
                }
            }
            else if (Marshal.GetLastPInvokeError() != AlreadyThere)
            {
                throw Libc.Failure(path);
            }

            at = Path.Combine(at, name);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _root.Dispose();
}
