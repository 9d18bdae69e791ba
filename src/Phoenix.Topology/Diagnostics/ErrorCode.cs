namespace Phoenix.Topology;

/// <summary>A stable code of an error, with what <c>phoenix explain</c> says of it.</summary>
/// <param name="Code">The code, <c>PHX</c> and four digits: 1xxx the file, 2xxx the hypervisor, 3xxx guests and certificates, 4xxx a run, 5xxx Portainer and stacks, 6xxx the lab, 9xxx Phoenix itself.</param>
/// <param name="Title">One line: what is wrong.</param>
/// <param name="Meaning">What it means and how it comes about.</param>
/// <param name="Remedy">What to do next.</param>
public sealed record ErrorCode(string Code, string Title, string Meaning, string Remedy)
{
    /// <inheritdoc />
    public override string ToString() => Code;
}
