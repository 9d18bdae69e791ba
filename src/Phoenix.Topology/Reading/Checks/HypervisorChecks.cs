namespace Phoenix.Topology.Reading.Checks;

/// <summary>What the lab and a Proxmox node need, and do not.</summary>
internal static class HypervisorChecks
{
    public static IEnumerable<Diagnostic> Of(PlatformDraft draft)
    {
        var hypervisor = draft.Hypervisor;
        if (!hypervisor.IsLab)
        {
            if (hypervisor is { Endpoint: { } endpoint, Token: null })
            {
                yield return new Diagnostic(HypervisorErrors.TokenMissing, "the API token of the node is missing", endpoint.Span)
                {
                    Help = "add token: { secret: proxmox-token }",
                };
            }

            yield break;
        }

        foreach (
            var (key, span) in new[]
            {
                ("token", hypervisor.Token),
                ("fingerprint", hypervisor.Fingerprint?.Span),
                ("ssh", hypervisor.Ssh?.Span),
            }
        )
        {
            if (span is { } at)
            {
                yield return new Diagnostic(HypervisorErrors.NotForTheLab, $"\"{key}\" has no meaning for the lab", at)
                {
                    Help = "remove it, or write the endpoint of a node",
                };
            }
        }
    }
}
