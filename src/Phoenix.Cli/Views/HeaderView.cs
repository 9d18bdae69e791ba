using Phoenix.Cli.Terminal;
using Phoenix.Topology;

namespace Phoenix.Cli.Views;

/// <summary>The first line of a run, before anything was looked at.</summary>
internal static class HeaderView
{
    /// <summary><c>Phoenix 0.1.0   home (phoenix.internal) on the lab "home"   5 guests, 1 stack, 2 routes</c>.</summary>
    public static Line Render(Platform platform, string where) =>
        Line.Of($"Phoenix {ProductVersion.Number}", Tone.Strong)
            .With($"   {platform.Name} ({platform.Domain}) on {where}")
            .With(
                $"   {Counted.Of(platform.Guests.Length, "guest")}, {Counted.Of(platform.Stacks.Length, "stack")}, {Counted.Of(platform.Routes.Length, "route")}",
                Tone.Faint
            );
}
