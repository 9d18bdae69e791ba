using Phoenix.Topology;

namespace Phoenix.Engine;

/// <summary>A search for orphans that failed, so that some may be left.</summary>
/// <param name="Id">The search, e.g. <c>orphans/stack</c>.</param>
/// <param name="Error">Why.</param>
public sealed record FailedSearch(ResourceId Id, PhoenixException Error);
