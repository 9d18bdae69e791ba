using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Phoenix.Lab.Api.Http;
using Phoenix.Lab.Api.Parameters;

namespace Phoenix.Lab.Api.Access;

/// <summary>Tickets, realms, rights. The lab knows one user: root@pam.</summary>
internal sealed class AccessEndpoints(NodeApiOptions options, TicketMint tickets)
{
    private const string Root = "root@pam";

    /// <summary>The methods.</summary>
    public IEnumerable<Endpoint> All()
    {
        var login = new ParameterSet(
            Parameter.Text("username", longest: 64).Must(),
            Parameter.Text("password").Must(),
            Parameter.Text("realm", longest: 32),
            Parameter.Text("otp"),
            Parameter.Text("tfa-challenge"),
            Parameter.Flag("new-format"),
            Parameter.Text("path"),
            Parameter.Text("privs")
        );
        yield return new("GET", "/access/ticket", new ParameterSet(), static (_, _) => new(ApiResult.Nothing)) { Open = true };
        yield return new("POST", "/access/ticket", login, (call, _) => new(Login(call))) { Open = true };
        yield return new("GET", "/access/domains", new ParameterSet(), static (_, _) => new(Domains())) { Open = true };
        yield return new(
            "GET",
            "/access/permissions",
            new ParameterSet(Parameter.Text("userid"), Parameter.Text("path")),
            static (call, _) => new(new ApiResult(Privileges.OfRoot(call.Find("path"))))
        );
    }

    private ApiResult Login(ApiCall call)
    {
        var user = call.Find("realm") is { } realm ? $"{call.Text("username")}@{realm}" : call.Text("username");
        if (user != Root || !(IsPassword(call.Text("password")) || tickets.UserOf(call.Text("password")) == Root))
        {
            throw ApiFailure.Unauthorized("authentication failure");
        }
        if (call.Has("path") || call.Has("privs"))
        {
            // A question whether the user may do something there: root may.
            return new ApiResult(new JsonObject { ["username"] = Root, ["cap"] = Privileges.Capabilities() });
        }
        return new ApiResult(
            new JsonObject
            {
                ["username"] = Root,
                ["ticket"] = tickets.Ticket(Root),
                ["CSRFPreventionToken"] = tickets.CrossSiteToken(Root),
                ["cap"] = Privileges.Capabilities(),
            }
        );
    }

    private bool IsPassword(string sent) =>
        options.RootPassword is { } password
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(password.Reveal()));

    private static ApiResult Domains() =>
        new(
            new JsonArray(
                new JsonObject
                {
                    ["realm"] = "pam",
                    ["type"] = "pam",
                    ["comment"] = "Linux PAM standard authentication",
                },
                new JsonObject
                {
                    ["realm"] = "pve",
                    ["type"] = "pve",
                    ["comment"] = "Proxmox VE authentication server",
                }
            )
        );
}
