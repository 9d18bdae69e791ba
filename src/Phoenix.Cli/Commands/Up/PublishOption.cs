using System.CommandLine;
using System.Net;

namespace Phoenix.Cli.Commands;

/// <summary><c>--publish</c>: where this machine's people reach the lab's gateway.</summary>
internal static class PublishOption
{
    /// <summary>The option; its value is <c>address:port</c>.</summary>
    public static Option<string?> Build()
    {
        var option = new Option<string?>("--publish")
        {
            Description = "Where the lab's gateway is published on this machine; 127.0.0.1:8443 by default.",
            HelpName = "address:port",
        };
        option.Validators.Add(result =>
        {
            var written = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            // IPEndPoint takes a bare address, too, and then means port 0.
            if (!IPEndPoint.TryParse(written, out var endpoint) || endpoint.Port == 0)
            {
                result.AddError($"--publish is an address and a port, such as 127.0.0.1:8443, not \"{written}\"");
            }
        });
        return option;
    }
}
