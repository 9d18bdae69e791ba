using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Phoenix.Proxmox.Qemu;

namespace Phoenix.Proxmox;

/// <summary>How a command's input gets through the guest agent: not at all, in the call itself, or in files that were written before.</summary>
/// <param name="From">What <see cref="RemoteScripts.Agent"/> is told.</param>
/// <param name="Inline">What goes with the call, or null.</param>
/// <param name="Parts">What has to be written first, or none.</param>
internal sealed record AgentInput(string From, string? Inline, ImmutableArray<ReadOnlyMemory<byte>> Parts)
{
    /// <summary>The most that fits into a call as base64.</summary>
    internal const int InlineLimit = QemuAgentApi.InputLimit / 4 * 3;

    /// <summary>The best way for an input.</summary>
    public static AgentInput For(ReadOnlyMemory<byte> input) =>
        input.Length switch
        {
            0 => new AgentInput("none", null, []),
            <= InlineLimit => new AgentInput("inline", Convert.ToBase64String(input.Span), []),
            _ => new AgentInput(NewDirectory(), null, Cut(input)),
        };

    /// <summary>The path of a part; zeros make the shell's order the right one.</summary>
    public string PartPath(int index) => $"{From}/part.{index.ToString("D6", CultureInfo.InvariantCulture)}";

    // /run is memory: what passes through here may be a secret, and must not reach a disk.
    private static string NewDirectory() => $"/run/phoenix-input-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";

    private static ImmutableArray<ReadOnlyMemory<byte>> Cut(ReadOnlyMemory<byte> input)
    {
        var parts = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        for (var at = 0; at < input.Length; at += QemuAgentApi.WriteLimit)
        {
            parts.Add(input[at..Math.Min(at + QemuAgentApi.WriteLimit, input.Length)]);
        }

        return parts.ToImmutable();
    }
}
