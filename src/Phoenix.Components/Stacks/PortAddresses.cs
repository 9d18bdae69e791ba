using System.Net;
using System.Text.RegularExpressions;
using Phoenix.Topology.Compose;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Phoenix.Components.Stacks;

/// <summary>Published ports that ask for all addresses (<c>0.0.0.0</c>, <c>::</c>) are put on the guest's own, where those that name none are, too.</summary>
internal static partial class PortAddresses
{
    public static void Bind(YamlMappingNode service, IPAddress address, Func<string, string?> valueOf)
    {
        if (service.Child("ports") is not YamlSequenceNode ports)
        {
            return;
        }

        string Known(string text) => Interpolation.Resolve(text, valueOf) ?? text;
        for (var at = 0; at < ports.Children.Count; at++)
        {
            switch (ports.Children[at])
            {
                case YamlScalarNode { Value: { } text } when All().Match(Known(text)) is { Success: true } all:
                    ports.Children[at] = Quoted($"{address}{Known(text)[all.Length..]}");
                    break;
                case YamlMappingNode map when map.Text("host_ip") is { } host && All().IsMatch(Known(host) + ":"):
                    map.Set("host_ip", Quoted(address.ToString()));
                    break;
            }
        }
    }

    private static YamlScalarNode Quoted(string value) => new(value) { Style = ScalarStyle.DoubleQuoted };

    // The colon that ends the address is left where it is.
    [GeneratedRegex(@"\A(?:0\.0\.0\.0|\[::\]|::)(?=:)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex All();
}
