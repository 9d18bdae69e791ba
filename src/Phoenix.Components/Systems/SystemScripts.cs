using System.Collections.Immutable;

namespace Phoenix.Components.Systems;

/// <summary>The two constant scripts that work in a system. They are POSIX sh, need dpkg, coreutils and systemd, and take everything else on standard input.</summary>
internal static class SystemScripts
{
    private static readonly Lazy<string> ObserveText = new(() => Read("observe.sh"));
    private static readonly Lazy<string> ApplyText = new(() => Read("apply.sh"));

    /// <summary>The command that observes; reads only.</summary>
    public static ImmutableArray<string> Observe => ["/bin/sh", "-c", ObserveText.Value, "phoenix-observe"];

    /// <summary>The command that applies.</summary>
    public static ImmutableArray<string> Apply => ["/bin/sh", "-c", ApplyText.Value, "phoenix-apply"];

    private static string Read(string name)
    {
        using var stream = typeof(SystemScripts).Assembly.GetManifestResourceStream($"Systems/Scripts/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
