using System.Collections.Immutable;
using Phoenix.Topology.Reading;

namespace Phoenix.Topology.Compose;

/// <summary>Checks that what services depend on is there and that something can be started first.</summary>
internal static class Dependencies
{
    public static void Check(ImmutableArray<LocatedService> services, Findings findings)
    {
        var byName = services.DistinctBy(service => service.Service.Name).ToDictionary(service => service.Service.Name);
        foreach (
            var dependency in services.SelectMany(service => service.DependsOn).Where(dependency => !byName.ContainsKey(dependency.Value))
        )
        {
            findings.Add(
                new Diagnostic(StackErrors.UnknownService, $"there is no service {Shown.Quoted(dependency.Value)}", dependency.Span)
                {
                    Help = Language.DidYouMean.Help(dependency.Value, byName.Keys),
                }
            );
        }

        var left = WithoutThoseThatCanStart(byName);
        while (left.Count > 0)
        {
            findings.Add(Circle(left));
            left = WithoutThoseThatCanStart(left);
        }
    }

    /// <summary>What remains when every service that waits for none of the rest is taken away, again and again.</summary>
    private static Dictionary<string, LocatedService> WithoutThoseThatCanStart(Dictionary<string, LocatedService> services)
    {
        var left = new Dictionary<string, LocatedService>(services);
        bool removed;
        do
        {
            var ready = left.Values.Where(service => !service.DependsOn.Any(on => left.ContainsKey(on.Value))).ToList();
            ready.ForEach(service => left.Remove(service.Service.Name));
            removed = ready.Count > 0;
        } while (removed);

        return left;
    }

    /// <summary>Follows the dependencies until a service comes again, and takes that circle out.</summary>
    private static Diagnostic Circle(Dictionary<string, LocatedService> left)
    {
        var path = new List<string>();
        var at = left.Keys.First();
        while (!path.Contains(at))
        {
            path.Add(at);
            at = left[at].DependsOn.First(on => left.ContainsKey(on.Value)).Value;
        }

        var circle = path[path.IndexOf(at)..];
        var names = string.Join(" -> ", circle.Append(at));
        var closing = left[circle[^1]].DependsOn.First(on => on.Value == at);
        circle.ForEach(service => left.Remove(service));
        return new Diagnostic(StackErrors.DependencyCycle, "services depend on each other in a circle", closing.Span)
        {
            Note = Shown.Cut(names),
            Help = "remove one depends_on of the circle",
        };
    }
}
