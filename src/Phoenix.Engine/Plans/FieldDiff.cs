namespace Phoenix.Engine;

/// <summary>One field that differs: its path (<c>memory</c>, <c>/etc/nginx/nginx.conf</c>), what is live and what is declared. Multi-line texts are shown as a line diff; secrets never get here.</summary>
public sealed record FieldDiff(string Path, string? Live, string? Declared);
