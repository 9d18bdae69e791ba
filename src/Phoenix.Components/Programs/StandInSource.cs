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
    public Task<ProgramOffer> OfferAsync(string name, CancellationToken cancel) =>
        Task.FromResult<ProgramOffer>(
            CommandOf(name) is not { } command ? new ProgramOffer.HasNot($"there is none for {name}")
            : !File.Exists(phoenix) ? new ProgramOffer.HasNot($"{phoenix} is not there")
            : OfferOf(name, command)
        );

    private ProgramOffer.Has OfferOf(string name, Command command)
    {
        var program = new Program(name, version, $"stand-in for {command.For}", phoenix, "")
        {
            IsStandIn = true,
            LeadingArguments = command.Arguments,
        };
        return new ProgramOffer.Has(program, async cancel => program with { Sha256 = await DigestAsync(cancel) });
    }

    private Task<string> DigestAsync(CancellationToken cancel) =>
        (_digest ??= ProgramCache.DigestAsync(phoenix, CancellationToken.None)).WaitAsync(cancel);

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
