using System.Text;

namespace Phoenix.Components.Systems;

/// <summary>The instructions that take a specification back; pure. Units first, so that nothing runs on files that are going away.</summary>
internal static class WithdrawManifest
{
    public static string Render(SystemSpec spec, SystemState state)
    {
        var text = new StringBuilder();
        foreach (
            var unit in spec
                .Services.Select(service => service.Unit)
                .Where(unit => state.Units.GetValueOrDefault(unit) is { Load: "loaded" })
        )
        {
            text.Append($"withdraw {unit}\n");
        }

        foreach (var unit in spec.Masked.Where(unit => state.Units.GetValueOrDefault(unit) is { IsMasked: true }))
        {
            text.Append($"unmask {unit}\n");
        }

        var paths = spec
            .Files.Select(file => file.Path)
            .Concat(spec.Programs.Select(program => program.Path))
            .Where(state.Paths.ContainsKey);
        foreach (var path in paths)
        {
            text.Append($"absent {SystemPaths.KeyOf(path)} {path}\n");
        }

        return text.Length == 0 ? "" : text.Append("daemon-reload\n").ToString();
    }
}
