using System.Collections.Immutable;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Phoenix.Lab.PortainerStandIn.Http;
using Phoenix.Lab.PortainerStandIn.Records;

namespace Phoenix.Lab.PortainerStandIn.Handlers;

/// <summary>A page for those who open Portainer's address in the lab: what this is, and what it manages. No secrets, no controls.</summary>
internal sealed class HomeHandlers(StandInStore store)
{
    public ImmutableArray<StandInRoute> Routes() => [new("GET", "/", Admission.Public, PageAsync)];

    private Task PageAsync(StandInCall call)
    {
        call.Context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return call.TextAsync(StatusCodes.Status200OK, Render(store.Read(data => data)), "text/html; charset=utf-8");
    }

    private static string Render(StandInDatabase data)
    {
        var page = new StringBuilder(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Portainer stand-in of the Phoenix lab</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; color: #1c2430; background: #fbfbfa }
            table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #d9dde2 }
            .note { border-left: 4px solid #d9822b; padding: .3rem 1rem; background: #fff6ea } .none { color: #5b6573 }
            @media (prefers-color-scheme: dark) { body { color: #e4e8ee; background: #15181d } .note { background: #2c2317 } th, td { border-color: #323944 } .none { color: #98a2b0 } }
            </style>
            </head>
            <body>
            <h1>Docker environments</h1>

            """
        );
        page.Append(
            $"<p class=\"note\">This is the lab's stand-in for Portainer ({Text(SystemHandlers.Version)}): it speaks the part of Portainer's API that "
        );
        page.Append(
            "Phoenix uses and deploys with Docker compose. It is not Portainer. In production Portainer itself answers here.</p>\n"
        );
        Table(page, "Environments", ["Name", "Agent", "Status"], data.Endpoints.Select(Row));
        Table(page, "Stacks", ["Name", "Environment", "Status"], data.Stacks.Select(stack => Row(stack, data.Endpoints)));
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static string[] Row(EndpointEntry endpoint) => [endpoint.Name, endpoint.Url, endpoint.Status == 1 ? "up" : "down"];

    private static string[] Row(StackEntry stack, ImmutableArray<EndpointEntry> endpoints) =>
        [
            stack.Name,
            endpoints.FirstOrDefault(endpoint => endpoint.Id == stack.EndpointId)?.Name ?? "gone",
            stack.Status == 1 ? "active" : "inactive",
        ];

    private static void Table(StringBuilder page, string title, string[] heads, IEnumerable<string[]> rows)
    {
        page.Append($"<h2>{title}</h2>\n");
        var lines = rows.Select(row => "<tr>" + string.Concat(row.Select(cell => $"<td>{Text(cell)}</td>")) + "</tr>\n").ToList();
        page.Append(
            lines.Count == 0
                ? "<p class=\"none\">None yet.</p>\n"
                : $"<table>\n<thead><tr>{string.Concat(heads.Select(head => $"<th scope=\"col\">{head}</th>"))}</tr></thead>\n<tbody>\n{string.Concat(lines)}</tbody>\n</table>\n"
        );
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
