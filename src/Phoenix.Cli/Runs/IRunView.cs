using Phoenix.Cli.Terminal;
using Phoenix.Engine;

namespace Phoenix.Cli.Runs;

/// <summary>A run as its reader sees it while it happens.</summary>
internal interface IRunView : IRunObserver, IAsyncDisposable
{
    /// <summary>Says something that is no event, e.g. what a signal does; left out where only data is wanted.</summary>
    void Say(Line line);
}
