using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Phoenix.Topology;

namespace Phoenix.Components.Systems;

/// <summary>What a <see cref="SystemSpec"/> may hold, so that nothing in it can be taken for something else on its way into a system.</summary>
internal static partial class SystemSpecRules
{
    /// <summary>The same specification, with unit names in full (<c>nginx</c> becomes <c>nginx.service</c>).</summary>
    /// <exception cref="PhoenixException">PHX3101: a value that no system can have, or a path declared twice.</exception>
    public static SystemSpec Checked(SystemSpec spec)
    {
        Require(spec.Packages, Package(), "a package");
        Require(spec.Users, UserName(), "a user");
        Require(spec.Directories.Select(directory => directory.Owner).Concat(spec.Files.Select(file => file.Owner)), Owner(), "an owner");
        Require(spec.Directories.Select(directory => directory.Mode).Concat(spec.Files.Select(file => file.Mode)), Mode(), "a mode");
        Require(spec.Programs.Select(program => program.Program.Sha256), Digest(), "a digest");
        Require(spec.Masked.Concat(spec.Services.Select(service => service.Unit)), Unit(), "a unit");

        ImmutableArray<string> paths =
        [
            .. spec.Directories.Select(directory => directory.Path),
            .. spec.Files.Select(file => file.Path),
            .. spec.Programs.Select(program => program.Path),
            .. spec.Absent,
        ];
        foreach (var path in paths.Where(path => !IsPath(path)))
        {
            throw Bad($"{Shown(path)} is not an absolute path without line breaks");
        }

        if (paths.GroupBy(path => path).FirstOrDefault(same => same.Skip(1).Any()) is { Key: var twice })
        {
            throw Bad($"{twice} is declared twice");
        }

        if (
            spec
                .Services.SelectMany(service => service.CheckBefore)
                .FirstOrDefault(argument => argument.AsSpan().ContainsAny('\n', '\0')) is
            { } broken
        )
        {
            throw Bad($"{Shown(broken)} cannot be an argument of a check");
        }

        return spec with
        {
            Masked = [.. spec.Masked.Select(FullName)],
            Services = [.. spec.Services.Select(service => service with { Unit = FullName(service.Unit) })],
        };
    }

    private static string FullName(string unit) => unit.Contains('.', StringComparison.Ordinal) ? unit : unit + ".service";

    private static bool IsPath(string path) =>
        path.Length is > 1 and < 4096
        && path[0] == '/'
        && !path.Any(char.IsControl)
        && path[1..].Split('/').All(name => name is not ("" or "." or "..") && name.Length < 240);

    private static void Require(IEnumerable<string> values, Regex form, string what)
    {
        if (values.FirstOrDefault(value => !form.IsMatch(value)) is { } wrong)
        {
            throw Bad($"{Shown(wrong)} is not {what}");
        }
    }

    private static string Shown(string value) => $"\"{value.ReplaceLineEndings("\\n")}\"";

    private static PhoenixException Bad(string message) => new(SystemErrors.BadSpec, message);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9+.-]+\z")]
    private static partial Regex Package();

    [GeneratedRegex(@"\A[a-z_][a-z0-9_-]{0,30}\z")]
    private static partial Regex UserName();

    [GeneratedRegex(@"\A[a-z_][a-z0-9_-]{0,30}:[a-z_][a-z0-9_-]{0,30}\z")]
    private static partial Regex Owner();

    [GeneratedRegex(@"\A0?[0-7]{3,4}\z")]
    private static partial Regex Mode();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Digest();

    [GeneratedRegex(@"\A[A-Za-z0-9:_.@\\][A-Za-z0-9:_.@\\-]*\z")]
    private static partial Regex Unit();
}
