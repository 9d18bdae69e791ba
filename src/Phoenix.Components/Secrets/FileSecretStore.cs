using System.Text;
using System.Text.RegularExpressions;
using Phoenix.Topology;

namespace Phoenix.Components.Secrets;

/// <summary>Secrets as files of one directory: 0600 in 0700, replaced atomically, refused when others could read them.</summary>
/// <param name="directory">The directory; made when the first secret is stored.</param>
public sealed partial class FileSecretStore(string directory) : ISecretStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;
    private const string HalfWritten = ".new-";

    /// <inheritdoc />
    /// <exception cref="PhoenixException">PHX3121 to PHX3123.</exception>
    public async Task<Secret?> FindAsync(string name, CancellationToken cancel)
    {
        var path = PathOf(name);
        try
        {
            if (!RefuseOpenDirectory() || !File.Exists(path))
            {
                return null;
            }

            RefuseOpenFile(path);
            return new Secret(await File.ReadAllTextAsync(path, cancel));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(failure);
        }
    }

    /// <inheritdoc />
    /// <exception cref="PhoenixException">PHX3121 to PHX3123.</exception>
    public async Task StoreAsync(string name, Secret value, CancellationToken cancel)
    {
        var path = PathOf(name);
        try
        {
            var beside = await WriteBesideAsync(name, value, cancel);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(failure);
        }
    }

    /// <inheritdoc />
    /// <exception cref="PhoenixException">PHX3121 to PHX3123.</exception>
    public async Task<Secret> FindOrStoreAsync(string name, Secret made, CancellationToken cancel)
    {
        var path = PathOf(name);
        try
        {
            var beside = await WriteBesideAsync(name, made, cancel);
            try
            {
                // A second name for the whole file: given by the kernel to exactly one, and never to half a file.
                if (HardLink.TryMake(beside, path))
                {
                    return made;
                }
            }
            finally
            {
                File.Delete(beside);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(failure);
        }

        return await FindAsync(name, cancel) ?? throw Unusable(new IOException($"{path} was there, and is not any more"));
    }

    /// <inheritdoc />
    /// <exception cref="PhoenixException">PHX3121 to PHX3123.</exception>
    public Task ForgetAsync(string name, CancellationToken cancel)
    {
        var path = PathOf(name);
        try
        {
            if (RefuseOpenDirectory())
            {
                File.Delete(path);
            }

            return Task.CompletedTask;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(failure);
        }
    }

    /// <inheritdoc />
    /// <exception cref="PhoenixException">PHX3122 or PHX3123.</exception>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancel)
    {
        try
        {
            return Task.FromResult<IReadOnlyList<string>>(
                RefuseOpenDirectory()
                    ?
                    [
                        .. Directory
                            .EnumerateFiles(directory)
                            .Select(path => Path.GetFileName(path))
                            .Where(name => NameForm().IsMatch(name))
                            .Order(),
                    ]
                    : []
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(failure);
        }
    }

    // Under a name that nobody else writes at the same time.
    private async Task<string> WriteBesideAsync(string name, Secret value, CancellationToken cancel)
    {
        if (!RefuseOpenDirectory())
        {
            Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        }

        var beside = Path.Combine(directory, $"{HalfWritten}{name}-{Guid.NewGuid():N}");
        try
        {
            await using var file = new FileStream(beside, Exclusive);
            await file.WriteAsync(Encoding.UTF8.GetBytes(value.Reveal()), cancel);
            file.Flush(flushToDisk: true);
            return beside;
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    private static FileStreamOptions Exclusive =>
        new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };

    private string PathOf(string name) =>
        NameForm().IsMatch(name)
            ? Path.Combine(directory, name)
            : throw new PhoenixException(SecretErrors.BadName, $"\"{name.ReplaceLineEndings("\\n")}\" cannot be the name of a secret");

    /// <summary>Whether the directory exists; one that is open to others is an error.</summary>
    private bool RefuseOpenDirectory()
    {
        var found = new DirectoryInfo(directory);
        if (!found.Exists)
        {
            return false;
        }

        Refuse(found, "0700");
        return true;
    }

    private static void RefuseOpenFile(string path) => Refuse(new FileInfo(path), "0600");

    private static void Refuse(FileSystemInfo found, string wanted)
    {
        if (found.LinkTarget is not null)
        {
            throw new PhoenixException(SecretErrors.TooOpen, $"{found.FullName} is a link") { Where = found.FullName };
        }

        if ((found.UnixFileMode & Others) != 0)
        {
            var mode = Convert.ToString((int)found.UnixFileMode, 8).PadLeft(4, '0');
            throw new PhoenixException(SecretErrors.TooOpen, $"{found.FullName} is {mode}, it must be {wanted}")
            {
                Where = found.FullName,
                Help = $"chmod {wanted} {found.FullName}",
            };
        }
    }

    private PhoenixException Unusable(Exception failure) =>
        new(SecretErrors.Unusable, $"the secret store {directory} cannot be used", failure) { Where = directory, Remote = failure.Message };

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex NameForm();
}
