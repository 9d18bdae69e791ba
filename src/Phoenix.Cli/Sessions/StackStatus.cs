namespace Phoenix.Cli.Sessions;

/// <summary>How a stack is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="On">The guest it runs on.</param>
/// <param name="Running">How many of its services are well.</param>
/// <param name="Declared">How many of them are to be.</param>
/// <param name="Summary">In a line: images, or what is wrong.</param>
internal sealed record StackStatus(string Name, string On, int Running, int Declared, string Summary)
{
    /// <summary>All of it runs and is healthy.</summary>
    public bool IsHealthy => Running == Declared;
}
