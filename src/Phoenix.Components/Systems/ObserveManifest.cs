using System.Text;

namespace Phoenix.Components.Systems;

/// <summary>What the observing script is asked to look at: the lines its head describes.</summary>
internal static class ObserveManifest
{
    public static string Render(SystemSpec spec)
    {
        var text = new StringBuilder();
        foreach (var name in spec.Packages)
        {
            text.Append("package ").Append(name).Append('\n');
        }

        foreach (var name in spec.Users)
        {
            text.Append("user ").Append(name).Append('\n');
        }

        foreach (var path in spec.Directories.Select(directory => directory.Path).Concat(spec.Absent))
        {
            text.Append("path ").Append(path).Append('\n');
        }

        foreach (var file in spec.Files)
        {
            text.Append(
                file switch
                {
                    { OnlyWhenAbsent: true } => $"path {file.Path}\n",
                    { IsSecret: true } => $"secret {file.Path}\n",
                    _ => $"file {SystemPaths.Sha256Of(file.Content)} {SystemPaths.KeyOf(file.Path)} {file.Path}\n",
                }
            );
        }

        foreach (var program in spec.Programs)
        {
            text.Append($"program {SystemPaths.KeyOf(program.Path)} {program.Path}\n");
        }

        foreach (var unit in spec.Services.Select(service => service.Unit).Concat(spec.Masked))
        {
            text.Append("unit ").Append(unit).Append('\n');
        }

        return text.ToString();
    }
}
