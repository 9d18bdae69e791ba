using System.Globalization;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Http;

namespace Phoenix.Lab.PortainerStandIn.Handlers;

/// <summary>The form that makes an environment. Its names are case-sensitive; JSON instead of a form is a form without a name.</summary>
internal sealed record EndpointForm(string Name, bool IsAgent, string Url, string PublicUrl, bool Tls, bool TlsSkipVerify)
{
    private const int AgentType = 2;

    public static async Task<EndpointForm> ReadAsync(StandInCall call)
    {
        var form = call.Context.Request.HasFormContentType ? await call.Context.Request.ReadFormAsync(call.Aborted) : FormCollection.Empty;
        string Field(string name) => form.FirstOrDefault(field => field.Key == name).Value.ToString();
        var name = Field("Name") is { Length: > 0 } given ? given : throw StandInRefusal.Payload("Invalid environment name");
        // A number that is no type is taken for a local environment without a word.
        if (!int.TryParse(Field("EndpointCreationType"), CultureInfo.InvariantCulture, out var type))
        {
            throw StandInRefusal.Payload(
                "Invalid environment type value. Value must be one of: 1 (Docker environment), 2 (Agent environment), 3 (Azure environment), 4 (Edge Agent environment) or 5 (Local Kubernetes environment)"
            );
        }

        var tls = Field("TLS") == "true";
        RequireFile(form, tls && Field("TLSSkipVerify") != "true", "TLSCACertFile", "CA certificate");
        RequireFile(form, tls && Field("TLSSkipClientVerify") != "true", "TLSCertFile", "certificate");
        return new EndpointForm(name, type == AgentType, Field("URL"), Field("PublicURL"), tls, tls && Field("TLSSkipVerify") == "true");
    }

    private static void RequireFile(IFormCollection form, bool wanted, string name, string what)
    {
        if (wanted && form.Files.GetFile(name) is null)
        {
            throw StandInRefusal.Payload($"Invalid {what} file. Ensure that the file is uploaded correctly");
        }
    }
}
