using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Phoenix.Components.Portainer.Api;
using Phoenix.Engine;

namespace Phoenix.Components.Stacks;

/// <summary>What differs between a stack as it is and as it is declared. Pure. Secrets appear as the beginning of a digest.</summary>
public static class StackDiff
{
    /// <summary>The fields that differ; empty when nothing is to be done.</summary>
    /// <param name="live">The stack as it is.</param>
    /// <param name="declared">The stack as it is to be.</param>
    /// <param name="secrets">Variables whose values are or may have been secrets.</param>
    public static ImmutableArray<FieldDiff> Between(StackState live, StackDesign declared, ImmutableArray<string> secrets) =>
        [
            .. Records(live),
            .. File(live, declared),
            .. Variables(live.Record?.Variables() ?? [], declared.Variables, secrets),
            .. Status(live),
            .. Services(live, declared),
        ];

    private static IEnumerable<FieldDiff> Records(StackState live)
    {
        if (live.GoneEnvironmentId is { } gone)
        {
            yield return new FieldDiff("environment", $"{gone}, which is gone", "adopted");
        }

        if (!live.Extras.IsEmpty)
        {
            yield return new FieldDiff("records", $"{live.Extras.Length + 1}", "1");
        }
    }

    private static IEnumerable<FieldDiff> File(StackState live, StackDesign declared)
    {
        var (stored, wanted) = (Normal(live.File), Normal(declared.File));
        if (stored != wanted)
        {
            yield return new FieldDiff("compose.yaml", stored, wanted);
        }
    }

    private static IEnumerable<FieldDiff> Variables(
        ImmutableArray<StackVariable> live,
        ImmutableArray<StackVariable> declared,
        ImmutableArray<string> secrets
    )
    {
        // The last of one name wins in compose.
        var (was, wanted) = (ByName(live), ByName(declared));
        return was
            .Keys.Union(wanted.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Where(name => was.GetValueOrDefault(name) != wanted.GetValueOrDefault(name))
            .Select(name => (name, was: was.GetValueOrDefault(name), wanted: wanted.GetValueOrDefault(name)))
            // What is no longer declared may have been a secret.
            .Select(change =>
                secrets.Contains(change.name) || change.wanted is null
                    ? new FieldDiff($"env.{change.name}", Digest(change.was), Digest(change.wanted))
                    : new FieldDiff($"env.{change.name}", change.was, change.wanted)
            );
    }

    private static IEnumerable<FieldDiff> Status(StackState live)
    {
        if (live.Record is { Status: StackStatus.Inactive or StackStatus.Error } record)
        {
            yield return new FieldDiff("status", record.Status.ToString().ToLowerInvariant(), "active");
        }
    }

    private static IEnumerable<FieldDiff> Services(StackState live, StackDesign declared)
    {
        foreach (var (service, health) in ServiceHealths.Of(declared.Expected, live.Containers))
        {
            if (!health.IsWell() && health != ServiceHealth.Starting)
            {
                yield return new FieldDiff($"services.{service}", health.Word(), ServiceHealth.Healthy.Word());
            }

            // After a crash of the server its file may hold a text that was never deployed; the containers tell.
            var (deployed, revision) = (
                live.Containers.FirstOrDefault(container => container.Service == service),
                declared.Revisions[service]
            );
            if (deployed is not null && deployed.Label(StackMarks.RevisionLabel) != revision)
            {
                yield return new FieldDiff($"services.{service}.revision", deployed.Label(StackMarks.RevisionLabel), revision);
            }
        }

        // Portainer leaves containers of services that are gone from the file alone.
        foreach (var left in live.ContainersBeside(declared).DistinctBy(container => container.Service))
        {
            yield return new FieldDiff($"services.{left.Service}", left.State, "removed");
        }
    }

    private static Dictionary<string, string> ByName(ImmutableArray<StackVariable> variables) =>
        variables.GroupBy(variable => variable.Name).ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal);

    private static string? Digest(string? value) =>
        value is null ? null : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..8];

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimStart('\uFEFF').TrimEnd();
}
