using System.Reflection;

namespace Phoenix.Cli.Views;

/// <summary>Phoenix's own version.</summary>
internal static class ProductVersion
{
    /// <summary>The number, e.g. <c>0.1.0</c>; without the commit that the build adds.</summary>
    public static string Number { get; } =
        (
            typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0"
        ).Split('+')[0];
}
