using System.Collections.Immutable;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Engine;
using Phoenix.Testing;

namespace Phoenix.Cli.Tests;

public sealed class BoardViewTests
{
    private static readonly DateTimeOffset Begin = new(2025, 11, 22, 23, 30, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<IResource> Things = SeedThings.Make();
    private static readonly ResourceColumns Widths = ResourceColumns.For(Things.Select(thing => thing.Id));

    [Fact]
    public void Board_shows_what_runs_what_waits_for_what_and_how_far_it_is()
    {
        var board = RunBoard
            .For(Things)
            .After(Start(0))
            .After(Done(0))
            .After(Start(1))
            .After(Start(2))
            .After(new RunEvent.ResourceProgress(Things[2].Id, "installing step-ca") { At = Begin.AddSeconds(3) });

        Golden.Matches(Text(BoardView.Render(board, Widths, Begin.AddSeconds(17), rows: 20)), "board.txt");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(10)]
    public void Board_never_takes_more_rows_than_there_are(int rows)
    {
        ImmutableArray<IResource> many = [.. Enumerable.Range(0, 40).Select(index => new Thing("guest", $"g{index}", ""))];
        var board = RunBoard.For(many);
        foreach (var thing in many.Take(8))
        {
            board = board.After(new RunEvent.ResourceStarted(thing.Id, "", Change.Create(thing.Id)) { At = Begin });
        }

        BoardView.Render(board, Widths, Begin, rows).Length.ShouldBeLessThanOrEqualTo(rows);
    }

    [Fact]
    public void Board_is_gone_when_everything_has_ended()
    {
        var board = Enumerable.Range(0, Things.Length).Aggregate(RunBoard.For(Things), (now, at) => now.After(Start(at)).After(Done(at)));

        BoardView.Render(board, Widths, Begin, 20).ShouldBeEmpty();
        board.Ended.ShouldBe(Things.Length);
    }

    [Fact]
    public void Proof_that_fails_at_the_end_does_not_count_twice()
    {
        var error = new Topology.PhoenixException(EngineErrors.ProofFailed, "silent");

        RunBoard.For([]).After(new RunEvent.ResourceFailed(Things[0].Id, error, TimeSpan.Zero)).Ended.ShouldBe(0);
    }

    [Fact]
    public void Removal_that_is_tried_again_has_one_row_and_none_while_it_waits()
    {
        var error = new Topology.PhoenixException(EngineErrors.RemovalFailed, "busy");
        var board = RunBoard.For([]).After(Start(0)).After(new RunEvent.RemovalPostponed(Things[0].Id, error, TimeSpan.Zero));

        board.Now.ShouldBeEmpty();
        board.After(Start(0)).Now.ShouldHaveSingleItem();
    }

    private static RunEvent Start(int at) =>
        new RunEvent.ResourceStarted(Things[at].Id, "", Change.Create(Things[at].Id)) { At = Begin.AddSeconds(at) };

    private static RunEvent Done(int at) =>
        new RunEvent.ResourceDone(Things[at].Id, Change.Create(Things[at].Id), Proof.None, TimeSpan.FromSeconds(1));

    private static string Text(IEnumerable<Line> lines) => string.Join('\n', lines);
}
