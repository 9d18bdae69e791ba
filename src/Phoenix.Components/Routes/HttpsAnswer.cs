namespace Phoenix.Components.Routes;

/// <summary>What a probe saw.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Took">Connect, handshake and answer together.</param>
/// <param name="Serial">The serial of the served leaf, lower-case hex.</param>
public sealed record HttpsAnswer(int Status, TimeSpan Took, string Serial);
