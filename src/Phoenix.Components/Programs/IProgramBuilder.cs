namespace Phoenix.Components.Programs;

/// <summary>Runs a recipe in a throw-away Debian system.</summary>
public interface IProgramBuilder
{
    /// <summary>Builds the program.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="into">An existing directory; the program (under its name) and a file <c>version</c> are put there.</param>
    /// <param name="cancel">Ends the build.</param>
    /// <exception cref="Topology.PhoenixException">PHX3143, with the build's last words.</exception>
    Task BuildAsync(ProgramRecipe recipe, string into, CancellationToken cancel);
}
