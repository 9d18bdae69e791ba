using System.Collections.Immutable;
using System.Text;
using Phoenix.Topology;

namespace Phoenix.Cli.Tests;

/// <summary>The reference of the error codes.</summary>
internal static class ErrorReference
{
    private static readonly ImmutableArray<(char Digit, string Title)> Parts =
    [
        ('1', "The file: `phoenix.yaml` and what it names"),
        ('2', "The hypervisor and its shells"),
        ('3', "Guests, systems and certificates"),
        ('4', "A run"),
        ('5', "Portainer and stacks"),
        ('6', "The lab"),
        ('9', "Phoenix itself"),
    ];

    public static string Render(ImmutableArray<ErrorCode> codes)
    {
        var page = new StringBuilder("# Errors\n\n");
        page.Append("<!-- Made from the codes; a test holds it. PHOENIX_UPDATE_GOLDENS=1 ./test Cli writes it anew. -->\n\n");
        page.Append("Every error has a code that keeps its meaning. `phoenix explain CODE` says the same as this page.\n\n");
        foreach (var (digit, title) in Parts)
        {
            page.Append($"## {title}\n\n");
            foreach (var code in codes.Where(code => code.Code[3] == digit))
            {
                page.Append($"### {code.Code}: {code.Title}\n\n{code.Meaning}\n\n**What to do:** {code.Remedy}\n\n");
            }
        }

        return page.ToString().TrimEnd() + "\n";
    }
}
