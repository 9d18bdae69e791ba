using System.Collections.Immutable;
using CsCheck;
using Phoenix.Topology;

namespace Phoenix.Engine.Tests;

public sealed class GraphTests
{
    private static readonly World World = new();

    [Fact]
    public void Graph_puts_dependencies_first_and_keeps_the_order_of_equals()
    {
        var graph = ResourceGraph.Of([Thing("c", "a"), Thing("b"), Thing("a")]);

        graph.Ordered.Select(resource => resource.Id.Name).ShouldBe(["a", "c", "b"]);
    }

    [Fact]
    public void Graph_with_unknown_dependency_names_both()
    {
        var error = Should.Throw<PhoenixException>(() => ResourceGraph.Of([Thing("a", "ghost")]));

        error.Code.ShouldBe(EngineErrors.UnknownDependency);
        error.Message.ShouldBe("thing/a depends on thing/ghost, which is not there");
    }

    [Fact]
    public void Graph_with_cycle_walks_round_it()
    {
        var error = Should.Throw<PhoenixException>(() =>
            ResourceGraph.Of([Thing("x", "a"), Thing("a", "b"), Thing("b", "c"), Thing("c", "a")])
        );

        error.Code.ShouldBe(EngineErrors.DependencyCycle);
        error.Message.ShouldBe("thing/a needs thing/b needs thing/c needs thing/a");
    }

    [Fact]
    public void Graph_where_one_needs_itself_is_a_cycle() =>
        Should.Throw<PhoenixException>(() => ResourceGraph.Of([Thing("a", "a")])).Code.ShouldBe(EngineErrors.DependencyCycle);

    [Fact]
    public void Graph_with_one_id_twice_is_refused() =>
        Should.Throw<PhoenixException>(() => ResourceGraph.Of([Thing("a"), Thing("a")])).Code.ShouldBe(EngineErrors.DuplicateResource);

    [Fact]
    public void Graph_of_a_very_long_chain_is_ordered_without_recursion()
    {
        var chain = Enumerable.Range(0, 50_000).Select(index => (IResource)Thing($"{index}", index == 0 ? [] : [$"{index - 1}"]));

        ResourceGraph.Of([.. chain.Reverse()]).Ordered[0].Id.Name.ShouldBe("0");
    }

    [Fact]
    public void Random_graph_without_cycle_is_ordered_with_dependencies_first() =>
        RandomGraphs.Acyclic.Sample(edges =>
        {
            var resources = RandomGraphs.Resources(edges, World);
            var place = ResourceGraph.Of(resources).Ordered.Select((resource, index) => (resource.Id, index)).ToDictionary();
            return place.Count == resources.Length
                && resources.All(resource => resource.DependsOn.All(dependency => place[dependency] < place[resource.Id]));
        });

    [Fact]
    public void Random_graph_with_an_edge_back_is_refused() =>
        Gen.Select(RandomGraphs.Acyclic, Gen.Int[0, int.MaxValue])
            .Where(sample => sample.Item1.Any(needs => needs.Length > 0))
            .Sample(sample =>
            {
                var (edges, choice) = sample;
                var withNeeds = Enumerable.Range(0, edges.Length).Where(index => edges[index].Length > 0).ToArray();
                var from = withNeeds[choice % withNeeds.Length];
                var to = edges[from][0];
                edges = edges.SetItem(to, edges[to].Add(from));
                try
                {
                    ResourceGraph.Of(RandomGraphs.Resources(edges, World));
                    return false;
                }
                catch (PhoenixException error)
                {
                    return error.Code == EngineErrors.DependencyCycle;
                }
            });

    private static FakeResource Thing(string name, params ImmutableArray<string> needs) => new(World, name, needs);
}
