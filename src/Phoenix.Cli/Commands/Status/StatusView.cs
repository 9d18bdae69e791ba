using System.Collections.Immutable;
using Phoenix.Cli.Sessions;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary>A status for people.</summary>
internal static class StatusView
{
    /// <summary>The platform, its guests, its stacks, its routes.</summary>
    public static ImmutableArray<Line> Render(Platform platform, string where, PlatformStatus status) =>
        [
            Line.Of(platform.Name, Tone.Strong)
                .With($"   {platform.Domain}   on {where}")
                .With(status.Published is { } published ? $"   published on {published}" : "", Tone.Faint)
                .With("   " + (status.IsHealthy ? "healthy" : "not healthy"), status.IsHealthy ? Tone.Good : Tone.Bad),
            Line.Empty,
            .. Columns.Render([.. status.Guests.Select(guest => Row(platform.GuestNamed(guest.Name), guest))]),
            .. Below(status.Stacks.Select(StackRow.Of)),
            .. Below(status.Routes.Select(Row)),
        ];

    private static IEnumerable<Line> Below(IEnumerable<ImmutableArray<Piece>> rows) =>
        rows.Any() ? Columns.Render([.. rows]).Prepend(Line.Empty) : [];

    private static ImmutableArray<Piece> Row(Guest declared, GuestStatus guest)
    {
        var (mark, tone) = Mark(guest.State);
        return
        [
            new Piece($"{mark} {guest.Name}", tone),
            new Piece(GuestWords.Id(declared)),
            new Piece(declared.Address.ToString()),
            new Piece(guest.Software ?? GuestWords.Purpose(declared.Role)),
            new Piece(guest.Up is { } up ? "up " + Durations.Rough(up) : guest.State.ToString().ToLowerInvariant(), Tone.Faint),
            new Piece(guest.Summary, guest.State == GuestState.Healthy ? Tone.Plain : tone),
        ];
    }

    private static ImmutableArray<Piece> Row(RouteStatus route) =>
        [
            new Piece(route.Url, Tone.Accent),
            new Piece(route.StatusCode?.ToString() ?? "–", route.IsHealthy ? Tone.Good : Tone.Bad),
            new Piece(Durations.Exact(route.Duration), Tone.Faint),
            new Piece(route.Problem ?? "", Tone.Bad),
        ];

    private static (string Mark, Tone Tone) Mark(GuestState state) =>
        state switch
        {
            GuestState.Healthy => ("●", Tone.Good),
            GuestState.Degraded => ("◐", Tone.Attention),
            GuestState.Stopped => ("○", Tone.Bad),
            _ => ("·", Tone.Bad),
        };
}
