using System.Collections.Concurrent;
using System.Diagnostics;

namespace Phoenix.EndToEnd.Running;

/// <summary>
/// Takes a platform down when the test run is killed before it could: a process that outlives this one and notices its end because its
/// standard input ends. A run that ends well deletes the directory first, and leaves it nothing to do.
/// </summary>
public static class Caretaker
{
    // The lock is held by a run that this one started and that still goes on: it is asked again until that has ended.
    private const string Script = """
        exec >/dev/null 2>&1
        cat
        cd "$0" 2>/dev/null || exit 0
        for _ in $(seq 60); do "$1" down --yes && break; sleep 3; done
        cd / && rm -rf -- "$0"
        """;

    // Kept: a pipe that is collected is closed.
    private static readonly ConcurrentQueue<Process> Watching = new();

    /// <summary>Watches over a place until this process ends.</summary>
    public static void Watch(PhoenixPlace place)
    {
        var start = new ProcessStartInfo("setsid", ["bash", "-c", Script, place.Directory, PhoenixPlace.Binary])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in place.Environment)
        {
            start.Environment[name] = value;
        }

        Watching.Enqueue(Process.Start(start).ShouldNotBeNull());
    }
}
