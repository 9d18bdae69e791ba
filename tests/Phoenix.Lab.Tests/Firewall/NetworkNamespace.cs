using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Phoenix.Lab.Tests.Firewall;

/// <summary>A network namespace without a name, held open by a process that ends when this one does, however it ends: nothing is ever left behind.</summary>
internal sealed partial class NetworkNamespace : IDisposable
{
    private const int CloneNewNet = 0x4000_0000;
    private readonly Process holder;
    private readonly SafeFileHandle handle;

    public NetworkNamespace()
    {
        // cat ends when its input does, and the pipe ends with us.
        holder = Process.Start(
            new ProcessStartInfo("unshare", ["-n", "--", "cat"])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        holder.StandardInput.Write('\n');
        holder.StandardInput.Flush();
        holder.StandardOutput.BaseStream.ReadByte();
        handle = File.OpenHandle($"/proc/{holder.Id}/ns/net");
    }

    public int ProcessId => holder.Id;

    /// <summary>Runs something on a thread of its own inside the namespace; sockets made there stay there.</summary>
    public T Run<T>(Func<T> inside)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (SetNamespace(handle, CloneNewNet) != 0)
                {
                    throw new InvalidOperationException($"setns: {Marshal.GetLastPInvokeErrorMessage()}");
                }

                result = inside();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    /// <summary>Runs a program inside the namespace.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(
        IEnumerable<string> command,
        string input,
        CancellationToken cancel
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo("nsenter", ["-t", $"{ProcessId}", "-n", "--", .. command])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        handle.Dispose();
        holder.StandardInput.Dispose();
        holder.WaitForExit();
        holder.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeFileHandle descriptor, int type);
}
