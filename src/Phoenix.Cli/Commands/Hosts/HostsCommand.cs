using System.Collections.Immutable;
using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Phoenix.Cli.Errors;
using Phoenix.Cli.Invocations;
using Phoenix.Cli.Platforms;
using Phoenix.Cli.Terminal;
using Phoenix.Topology;

namespace Phoenix.Cli.Commands;

/// <summary><c>phoenix hosts install|remove</c>: the routed names in this machine's hosts file, in a marked block.</summary>
internal static class HostsCommand
{
    /// <summary>The command.</summary>
    public static Command Build(CommandRunner run)
    {
        var address = new Option<string?>("--address")
        {
            Description = "Where the names lead; where the platform is published by default.",
            HelpName = "address",
        };
        address.Validators.Add(result =>
        {
            if (result.Tokens.Count != 1 || !IsHost(result.Tokens[0].Value))
            {
                result.AddError("--address is the IP address of a host, such as 127.0.0.1");
            }
        });
        var install = new Command("install", "Write the platform's names into this machine's hosts file, in a marked block.") { address };
        run.Bind(install, invocation => InstallAsync(invocation, invocation.Parsed.GetValue(address)));
        var remove = new Command("remove", "Take the platform's block out of this machine's hosts file.");
        run.Bind(remove, Remove);
        return new Command("hosts", "The platform's names in this machine's hosts file.") { install, remove };
    }

    private static async Task<int> InstallAsync(Invocation invocation, string? address)
    {
        var platform = PlatformLoader.Load(invocation);
        var target = address is null ? await PublishedAsync(invocation, platform) : IPAddress.Parse(address);
        ImmutableArray<string> names = [.. platform.Routes.Select(route => platform.NameOf(route.Host)).Distinct()];
        var written = new HostsFile(invocation.Context.HostsPath).Edit(text => HostsBlock.Install(text, platform.Name, target, names));
        return Report(invocation, written, written ? $"{names.Length} names lead to {target}" : "the names are there already", names);
    }

    // In the form that it is written out in again: the framework takes 1 for 0.0.0.1. None in 0.0.0.0/8 is a host's.
    private static bool IsHost(string written) =>
        IPAddress.TryParse(written, out var address)
        && (
            address.AddressFamily == AddressFamily.InterNetwork
                ? address.ToString() == written && address.GetAddressBytes()[0] != 0
                : address.ScopeId == 0 && !address.Equals(IPAddress.IPv6Any)
        );

    private static int Remove(Invocation invocation)
    {
        var platform = PlatformLoader.Load(invocation);
        var written = new HostsFile(invocation.Context.HostsPath).Edit(text => HostsBlock.Remove(text, platform.Name));
        return Report(invocation, written, written ? "the names are gone" : "the names were not there", []);
    }

    private static async Task<IPAddress> PublishedAsync(Invocation invocation, Platform platform)
    {
        var request = OpenPlatform.RequestFor(invocation, platform, publish: null);
        await using var session = await invocation.Context.Sessions.OpenAsync(request, invocation.Cancel);
        return await session.PublishedAsync(invocation.Cancel) is { } published
            ? IPEndPoint.Parse(published).Address
            : throw new PhoenixException(CliErrors.NotThereYet, "the platform is not published on this machine yet")
            {
                Help = "phoenix up, or say where the names lead: --address 127.0.0.1",
            };
    }

    private static int Report(Invocation invocation, bool written, string text, ImmutableArray<string> names)
    {
        if (invocation.IsJson)
        {
            invocation.WriteJson(json =>
            {
                json.WriteBoolean("changed", written);
                json.WriteString("file", invocation.Context.HostsPath);
                json.WriteStartArray("names");
                foreach (var name in names)
                {
                    json.WriteStringValue(name);
                }

                json.WriteEndArray();
            });
        }
        else
        {
            invocation.Out.Write([Line.Of($"{invocation.Context.HostsPath}: {text}")]);
        }

        return ExitCodes.Done;
    }
}
