using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Phoenix.Components.Stacks;

/// <summary>The images a Dockerfile begins its stages from.</summary>
public static partial class DockerfileImages
{
    /// <summary>Each once, in order; earlier stages, <c>scratch</c> and names with build arguments are left out.</summary>
    public static ImmutableArray<string> Of(string dockerfile)
    {
        var stages = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "scratch" };
        var images = ImmutableArray.CreateBuilder<string>();
        foreach (Match from in From().Matches(dockerfile.ReplaceLineEndings("\n")))
        {
            var image = from.Groups["image"].Value;
            if (!stages.Contains(image) && !image.Contains('$', StringComparison.Ordinal) && !images.Contains(image))
            {
                images.Add(image);
            }

            if (from.Groups["stage"] is { Success: true, Value: var stage })
            {
                stages.Add(stage);
            }
        }

        return images.ToImmutable();
    }

    [GeneratedRegex(
        @"^[ \t]*FROM[ \t]+(?:--[a-z]+=\S+[ \t]+)*(?<image>\S+)(?:[ \t]+AS[ \t]+(?<stage>\S+))?[ \t]*$",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex From();
}
