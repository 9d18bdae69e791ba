using Microsoft.Extensions.Time.Testing;
using Phoenix.Cli.Runs;
using Phoenix.Cli.Terminal;
using Phoenix.Cli.Views;
using Phoenix.Engine;

namespace Phoenix.Cli.Tests;

public sealed class LiveRunViewTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly StringWriter written = new();

    public void Dispose() => written.Dispose();

    [Fact]
    public async Task Live_run_ends_with_the_outcomes_alone_on_the_screen()
    {
        await using (var view = View())
        {
            await RunAsync(view);
        }

        var screen = Terminal.Show(written.ToString());
        screen.Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => line[..1]).ShouldAllBe(mark => mark == "✓");
        screen.Count(line => line.Length > 0).ShouldBe(5);
    }

    [Fact]
    public async Task Live_run_turns_while_a_step_takes_its_time()
    {
        await using var view = View();
        view.On(new RunEvent.PlanMade(await PlanAsync()));
        view.On(
            new RunEvent.ResourceStarted(new ResourceId("lab", "home"), "", Change.Create(new ResourceId("lab", "home")))
            {
                At = time.GetUtcNow(),
            }
        );
        var before = Terminal.Show(written.ToString());

        time.Advance(TimeSpan.FromSeconds(5));

        var after = Terminal.Show(written.ToString());
        before[0].ShouldContain("creating  0 s");
        after[0].ShouldContain("creating  5 s");
        after.Count(line => line.Contains("creating", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_drawn_while_the_user_is_asked()
    {
        await using var view = View();
        view.On(new RunEvent.PlanMade(await PlanAsync()));

        time.Advance(TimeSpan.FromSeconds(5));

        written.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Lines_are_cut_to_the_terminal_so_that_they_can_be_taken_back()
    {
        await using (var view = View(columns: 40))
        {
            await RunAsync(view);
        }

        written.ToString().Split('\n').ShouldAllBe(line => Terminal.Plain(line).Length <= 40);
    }

    [Fact]
    public async Task Terminal_that_hung_up_mutes_the_view_and_ends_nothing()
    {
        await using var view = new LiveRunView(
            new Screen(new HungUp(), ColourUse.Always, () => TerminalSize.Usual),
            ResourceColumns.For([]),
            time
        );

        await RunAsync(view);
        time.Advance(TimeSpan.FromSeconds(5));

        Should.NotThrow(() => view.Say(Line.Of("Stopping")));
    }

    [Fact]
    public void Window_that_was_made_narrower_is_drawn_over_from_where_its_lines_now_begin()
    {
        var columns = 80;
        var region = new LiveRegion(new Screen(written, ColourUse.Never, () => new TerminalSize(columns, 24)));
        region.Draw([], [Line.Of(new string('a', 70)), Line.Of("b")]);
        columns = 40;

        region.Draw([], [Line.Of(new string('c', 70))]);
        region.Draw([], []);

        var frames = written.ToString().Split('\n');
        // The first line takes two rows of forty columns by now.
        frames[2].ShouldStartWith("\e[3A\e[J");
        frames[2].Length.ShouldBe("\e[3A\e[J".Length + 40);
        frames[3].ShouldBe("\e[1A\e[J");
    }

    private LiveRunView View(int columns = 100) =>
        new(new Screen(written, ColourUse.Always, () => new TerminalSize(columns, 24)), ResourceColumns.For([]), time);

    private sealed class HungUp : StringWriter
    {
        public override void Write(string? value) => throw new IOException("Input/output error");
    }

    private static Task<Plan> PlanAsync() =>
        new Planner(new EventSink(TimeProvider.System), TimeProvider.System).PlanAsync(
            ResourceGraph.Of(SeedThings.Make()),
            [],
            1,
            TestContext.Current.CancellationToken
        );

    private async Task RunAsync(LiveRunView view)
    {
        var events = new EventSink(time, view);
        var plan = await new Planner(events, time).PlanAsync(
            ResourceGraph.Of(SeedThings.Make()),
            [],
            2,
            TestContext.Current.CancellationToken
        );
        await new Applier(events, time).ApplyAsync(plan, new RunOptions(), StopSignals.None);
    }

    /// <summary>As much of a terminal as the view uses: lines, moving up, clearing below.</summary>
    private static class Terminal
    {
        public static List<string> Show(string text)
        {
            List<string> screen = [""];
            foreach (var part in System.Text.RegularExpressions.Regex.Split(text, "(\n|\u001b\\[[0-9]+A|\u001b\\[J)"))
            {
                if (part == "\n")
                {
                    screen.Add("");
                }
                else if (part.EndsWith('A') && part.StartsWith('\u001b'))
                {
                    var up = int.Parse(part[2..^1]);
                    screen.RemoveRange(screen.Count - 1 - up, up + 1);
                    screen.Add("");
                }
                else if (part != "\u001b[J")
                {
                    screen[^1] += Plain(part);
                }
            }

            return screen;
        }

        public static string Plain(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\u001b\\[[0-9;]*[A-Za-z]", "");
    }
}
