using System.Text.RegularExpressions;
using Phoenix.Topology.Language;

namespace Phoenix.Topology.Reading.Checks;

/// <summary>The images that stacks build, <c>phoenix/STACK-SERVICE</c>: each has a name of its own, and one that Docker takes.</summary>
internal static partial class ImageChecks
{
    public static IEnumerable<Diagnostic> Of(PlatformDraft draft)
    {
        var first = new Dictionary<string, SourceSpan>();
        foreach (var stack in draft.Stacks.Where(stack => Patterns.IsStackName.IsMatch(stack.Name.Value)))
        {
            foreach (var service in stack.Services.Where(service => service.Service.Build is not null))
            {
                var name = $"{stack.Name.Value}-{service.Service.Name}".ToLowerInvariant();
                if (!IsRepository().IsMatch(name))
                {
                    yield return new Diagnostic(
                        ImageErrors.NotAnImageName,
                        $"phoenix/{Shown.Cut(name)} is not the name of an image",
                        service.Name
                    );
                }
                else if (!first.TryAdd(name, service.Name))
                {
                    yield return new Diagnostic(
                        ImageErrors.SameImage,
                        $"the image of {Shown.Cut(service.Service.Name)} in {stack.Name.Value} has the name of another",
                        service.Name
                    )
                    {
                        Note = $"phoenix/{Shown.Cut(name)} is that of {first[name]}",
                        Related = first[name],
                    };
                }
            }
        }
    }

    // A path component of a reference, as the registry's specification has it.
    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsRepository();
}
