namespace Phoenix.Lab.Daemon;

/// <summary>A setting in which a lab is not as it is wanted.</summary>
/// <param name="Setting">Its name.</param>
/// <param name="Live">What the lab has.</param>
/// <param name="Wanted">What it is to have.</param>
/// <param name="IsMadeAnew">It cannot be changed beneath living guests: the lab is taken down with everything in it and made anew.</param>
public sealed record LabDifference(string Setting, string Live, string Wanted, bool IsMadeAnew);
