namespace Phoenix.Components.Stacks;

/// <summary>An image of a service that is not built.</summary>
/// <param name="Reference">As the file names it, with its variables put in.</param>
/// <param name="MayBePulled">The engine may be told to pull it: the file neither forbids that nor asks for another platform's.</param>
public sealed record NeededImage(string Reference, bool MayBePulled);
