using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>The images of a stack's services: PHX142x.</summary>
internal static class ImageErrors
{
    public static readonly ErrorCode SameImage = new(
        "PHX1420",
        "Two services build the same image",
        "An image is named phoenix/STACK-SERVICE in lower case, so a hyphen more or less can make one name of two. Only one of them would be there.",
        "Rename one of the services or stacks."
    );

    public static readonly ErrorCode NotAnImageName = new(
        "PHX1421",
        "The name of an image is none that Docker takes",
        "An image is named phoenix/STACK-SERVICE in lower case. Docker takes letters and digits, between them single dots, one or two underscores, or hyphens.",
        "Rename the service or the stack."
    );

    public static readonly ErrorCode NoImage = new(
        "PHX1422",
        "A service has no image",
        "Compose runs a service from an image that is pulled (image) or built (build).",
        "Add image or build."
    );

    public static ImmutableArray<ErrorCode> All { get; } = [SameImage, NotAnImageName, NoImage];
}
