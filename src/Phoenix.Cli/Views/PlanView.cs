using System.Collections.Immutable;
using Phoenix.Cli.Terminal;
using Phoenix.Engine;

namespace Phoenix.Cli.Views;

/// <summary>A plan that a tired person understands: one line a thing, what differs below it, and the counts at the end.</summary>
internal static class PlanView
{
    private const int DiffLines = 24;
    private const int LongestInline = 60;

    /// <summary>Everything that is to change, and what could not be looked at.</summary>
    public static ImmutableArray<Line> Render(Plan plan)
    {
        var columns = ResourceColumns.For([.. plan.Changes.Select(planned => planned.Id), .. plan.Failures.Select(planned => planned.Id)]);
        return
        [
            .. plan.Changes.SelectMany(planned => Changed(planned, columns)),
            .. plan.Failures.SelectMany(planned => Unreadable(planned, columns)),
            .. plan.FailedSearches.SelectMany(search => ErrorView.Lines(search.Error)),
        ];
    }

    /// <summary><c>31 to create, 0 to change, 0 to remove.</c>, and a line for each loss.</summary>
    public static ImmutableArray<Line> Summary(Plan plan) =>
        [
            .. plan.Destructive.Select(planned =>
                Line.Of("  ! ", Tone.Bad).With($"{planned.Id} is {Words.Of(planned.Change.Kind)}: what it holds is lost", Tone.Bad)
            ),
            Line.Of(Counts(plan), Tone.Strong),
        ];

    /// <summary>The counts in words.</summary>
    public static string Counts(Plan plan) =>
        $"{plan.ToCreate} to create, {plan.ToChange} to change, {plan.ToRemove} to remove."
        + (plan.Failures.IsEmpty ? "" : $" {Counted.Of(plan.Failures.Length, "resource")} could not be looked at.");

    /// <summary><c>Everything is as declared. 31 resources, 0.6 s.</c></summary>
    public static Line NothingToDo(Plan plan, TimeSpan duration) =>
        Line.Of("Everything is as declared.", Tone.Good)
            .With($" {Counted.Of(plan.Declared.Length, "resource")}, {Durations.Exact(duration)}.");

    private static IEnumerable<Line> Changed(PlannedResource planned, ResourceColumns columns)
    {
        var line = columns.Begin(Marks.Of(planned.Change.Kind), planned.Id);
        yield return planned.Change.Reason is { } reason ? line.With(reason) : line.With(planned.Resource.Title);
        foreach (var below in planned.Change.Fields.SelectMany(Field))
        {
            yield return below;
        }
    }

    private static IEnumerable<Line> Unreadable(PlannedResource planned, ResourceColumns columns)
    {
        var error = planned.Failure!;
        yield return columns
            .Begin(new Piece("?", Tone.Bad), planned.Id)
            .With(ErrorView.FirstLine(error.Message))
            .With("  " + error.Code, Tone.Faint);
        foreach (var line in ErrorView.Details(error, "      "))
        {
            yield return line;
        }
    }

    private static IEnumerable<Line> Field(FieldDiff field)
    {
        var (live, declared) = (field.Live ?? "", field.Declared ?? "");
        if (!live.Contains('\n') && !declared.Contains('\n') && live.Length + declared.Length <= LongestInline)
        {
            yield return Line.Of($"      {field.Path}  ")
                .With(live.Length == 0 ? "absent" : live, Tone.Bad)
                .With(" → ", Tone.Faint)
                .With(declared.Length == 0 ? "absent" : declared, Tone.Good);
            yield break;
        }

        yield return Line.Of($"      {field.Path}");
        var diff = LineDiff.Of(live, declared);
        foreach (var (sign, text) in diff.Take(DiffLines))
        {
            yield return Line.Of($"        {sign} {text}", sign == '-' ? Tone.Bad : Tone.Good);
        }

        if (diff.Length > DiffLines)
        {
            yield return Line.Of($"        … {Counted.Of(diff.Length - DiffLines, "more line")}", Tone.Faint);
        }
    }
}
