using Phoenix.Components.Portainer.Api;
using Phoenix.Topology;

namespace Phoenix.Components.Stacks;

/// <summary>How Phoenix marks what is its own, so that it never touches what is not.</summary>
public static class StackMarks
{
    /// <summary>A variable of the stack's environment: Portainer lists it with every stack, so that orphans are found in one call.</summary>
    public const string Variable = Stack.PlatformVariable;

    /// <summary>A label of every container and image: the platform.</summary>
    public const string PlatformLabel = "phoenix.platform";

    /// <summary>A label of every container and image: the stack.</summary>
    public const string StackLabel = "phoenix.stack";

    /// <summary>A label of every container: the digest of what its service was declared as. Compose does not recreate a container when only the text of a config changed; a changed label makes it do so.</summary>
    public const string RevisionLabel = "phoenix.revision";

    /// <summary>Whether a platform made a stack.</summary>
    public static bool IsMarkedWith(this StackRecord stack, string platform) =>
        stack.Variables().Any(variable => variable.Name == Variable && variable.Value == platform);
}
