using Phoenix.Proxmox.Transport;
using Phoenix.Topology;

namespace Phoenix.Proxmox.Access;

/// <summary>A login: good for two hours.</summary>
/// <param name="User">The user, with realm.</param>
/// <param name="Value">The ticket, for the cookie.</param>
/// <param name="CsrfToken">What every call but GET must carry beside the cookie.</param>
public sealed record Ticket(string User, Secret Value, Secret CsrfToken)
{
    internal static async Task<Ticket> RequestAsync(
        string user,
        Secret password,
        Func<ApiRequest, CancellationToken, Task<Answer>> send,
        CancellationToken cancel
    )
    {
        var request = ApiRequest.Post($"/access/ticket") with
        {
            Fields = new FormFields { { "username", user }, { "password", password } },
            Anonymous = true,
        };
        var answer = (await send(request, cancel))["data"];
        // A half ticket, good only for answering the challenge of a second factor.
        if (answer["NeedTFA"].IsSet)
        {
            throw new PhoenixException(ProxmoxErrors.Unauthorised, $"{user} has a second factor")
            {
                Help = "Give Phoenix an API token, which needs none.",
            };
        }

        return new Ticket(
            answer.RequireText("username"),
            new Secret(answer.RequireText("ticket")),
            new Secret(answer.RequireText("CSRFPreventionToken"))
        );
    }
}
