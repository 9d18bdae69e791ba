using System.Text.RegularExpressions;
using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox;

/// <summary>Root's shell in a container, through <c>pct exec</c> on its host: the API itself has no way in.</summary>
public sealed partial class PctGuestShell : IGuestShell
{
    private readonly IHostShell host;
    private readonly int vmid;
    private readonly string program;

    /// <summary>The shell of a container.</summary>
    /// <param name="host">The host that the container is on.</param>
    /// <param name="vmid">The container's id.</param>
    /// <param name="guest">The container's name, for errors.</param>
    public PctGuestShell(IHostShell host, int vmid, string guest)
        : this(host, vmid, guest, "/usr/sbin/pct") { }

    internal PctGuestShell(IHostShell host, int vmid, string guest, string program)
    {
        (this.host, this.vmid, this.program) = (host, vmid, program);
        Name = $"LXC {vmid} ({guest})";
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public async Task<ShellResult> RunAsync(ShellCommand command, CancellationToken cancel)
    {
        // Without --keep-env 0 the host's environment would go into the container.
        var wrapped = command with
        {
            Arguments = [program, "exec", $"{vmid}", "--keep-env", "0", "--", .. command.Arguments],
        };
        ShellResult result;
        try
        {
            result = await host.RunAsync(wrapped, cancel);
        }
        catch (PhoenixException error) when (error.Code == ShellErrors.TimedOut)
        {
            // Ending pct has ended the command inside; say it of the container, not of the host.
            throw ShellTimeout.Error(Name, command, error.Remote ?? "");
        }

        return OwnFailure(result) is { } words
            ? throw new PhoenixException(RemoteError.ByText(words, ShellErrors.CommandFailed), $"pct cannot run commands in {Name}")
            {
                Where = Name,
                Remote = words,
            }
            : result;
    }

    /// <summary>
    /// pct's own complaint, or null when the exit code is the command's. pct leaks error numbers as exit codes (2, 11, 111, 255), all of which a
    /// command may have, too; so its words decide.
    /// </summary>
    internal static string? OwnFailure(ShellResult result) =>
        result.ExitCode != 0 && result.Output.IsEmpty && OwnWords().Match(result.Error.Trim()) is { Success: true } match
            ? match.Groups["own"].Value
            : null;

    // Perl complains of a locale that the host lacks before pct says anything, in lines of its own and indented ones.
    [GeneratedRegex(
        @"\A(perl: warning: .*\n([ \t].*\n)*)*(?<own>(container '\d+' not running!|Configuration file '[^']+' does not exist|(CT|VM) is locked|please run as root|ipcc_send_rec|Unable to load access control list|400 Parameter verification failed|CT \d+ (not running|does not exist)|unable to (open|read) .*lxc/\d+\.conf)[\s\S]*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex OwnWords();
}
