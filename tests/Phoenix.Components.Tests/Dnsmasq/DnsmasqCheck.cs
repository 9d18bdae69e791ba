namespace Phoenix.Components.Tests.Dnsmasq;

/// <summary>The program's own check of a configuration.</summary>
internal static class DnsmasqCheck
{
    public static async Task<(int ExitCode, string Said)> TestAsync(string config, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("phoenix-dns-").FullName;
        try
        {
            var path = Path.Combine(folder, "platform.conf");
            await File.WriteAllTextAsync(path, config, cancel);
            using var process = RunningDnsmasq.Start(["--test", $"--conf-file={path}"]);
            var said = await process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
