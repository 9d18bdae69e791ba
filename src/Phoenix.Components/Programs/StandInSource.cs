using System.Collections.Immutable;

namespace Phoenix.Components.Programs;

/// <summary>Stand-ins, for the lab alone: commands of the phoenix binary that speak a component's interface where the component cannot be had. They say so everywhere.</summary>
/// <param name="phoenix">Path of the phoenix binary.</param>
/// <param name="version">Its version.</param>
public sealed class StandInSource(string phoenix, string version) : IProgramSource
{
    private Task<string>? _digest;

    /// <inheritdoc />
    public string Name => "stand-in";

    /// <inheritdoc />
    public async Task<ProgramOffer> OfferAsync(string name, CancellationToken cancel)
    {
        if (CommandOf(name) is not { } command)
        {
            return new ProgramOffer.HasNot($"there is none for {name}");
        }

        if (!File.Exists(phoenix))
        {
            return new ProgramOffer.HasNot($"{phoenix} is not there");
        }

        var digest = await (_digest ??= ProgramCache.DigestAsync(phoenix, CancellationToken.None)).WaitAsync(cancel);
        var program = new Program(name, version, $"stand-in for {command.For}", phoenix, digest)
        {
            IsStandIn = true,
            LeadingArguments = command.Arguments,
        };
        return new ProgramOffer.Has(program, _ => Task.FromResult(program));
    }

    private static Command? CommandOf(string name) =>
        name switch
        {
            "traefik" => new Command("Traefik", ["mesh"]),
            "portainer" => new Command("Portainer", ["stand-in", "portainer"]),
            "portainer-agent" => new Command("Portainer's agent", ["stand-in", "agent"]),
            _ => null,
        };

    private sealed record Command(string For, ImmutableArray<string> Arguments);
}
