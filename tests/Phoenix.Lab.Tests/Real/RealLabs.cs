namespace Phoenix.Lab.Tests.Real;

/// <summary>Tests that bring labs up run one after another: what they time is the lab, not each other.</summary>
[CollectionDefinition(Name)]
public sealed class RealLabs
{
    public const string Name = "real labs";
}
