namespace Phoenix.Lab.PortainerStandIn.Handlers;

/// <summary>How Portainer makes a compose project's name of a stack's.</summary>
internal static class StackNames
{
    /// <summary>Lower case; everything but letters, digits, <c>_</c> and <c>-</c> is dropped: <c>Demo App_1-x</c> becomes <c>demoapp_1-x</c>.</summary>
    public static string Normalise(string name) =>
        string.Concat(name.ToLowerInvariant().Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-'));
}
