using System.Globalization;
using System.Text;

namespace Phoenix.Proxmox.Ssh;

/// <summary>Standard error of a command that announced its process id in the first line (<see cref="RemoteScripts.Announced"/>).</summary>
internal sealed class AnnouncedError
{
    private readonly TaskCompletionSource<int> announced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder text = new();

    /// <summary>Standard error without that line.</summary>
    public string Text
    {
        get
        {
            lock (text)
            {
                return text.ToString();
            }
        }
    }

    /// <summary>The process id; null when it does not come in time.</summary>
    public async Task<int?> ProcessAsync(TimeSpan patience)
    {
        try
        {
            return await announced.Task.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Reads until the command has closed its standard error.</summary>
    public async Task ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        if (int.TryParse(await reader.ReadLineAsync(), NumberStyles.None, CultureInfo.InvariantCulture, out var process))
        {
            announced.TrySetResult(process);
        }

        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is var count and > 0)
        {
            lock (text)
            {
                text.Append(buffer, 0, count);
            }
        }
    }
}
