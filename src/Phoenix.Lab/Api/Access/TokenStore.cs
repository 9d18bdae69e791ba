using System.Collections.Immutable;

namespace Phoenix.Lab.Api.Access;

/// <summary>The tokens, kept as Proxmox does: <c>user.cfg</c> for what they are, <c>priv/token.cfg</c> for their secrets.</summary>
internal sealed class TokenStore
{
    private readonly string _tokens;
    private readonly string _secrets;
    private readonly Lock _writing = new();

    /// <summary>Reads the tokens below <paramref name="directory"/>.</summary>
    public TokenStore(string directory)
    {
        _tokens = Path.Combine(directory, "user.cfg");
        _secrets = Path.Combine(directory, "priv", "token.cfg");
        var secrets = Lines(_secrets).Select(static line => line.Split(' ', 2)).Where(static parts => parts.Length == 2);
        var byName = secrets.ToImmutableDictionary(static parts => parts[0], static parts => parts[1]);
        All = [.. Lines(_tokens).Select(line => Read(line, byName)).OfType<Token>()];
    }

    /// <summary>All tokens, oldest first.</summary>
    public ImmutableArray<Token> All { get; private set; }

    /// <summary>A token by name, or null.</summary>
    public Token? Find(string user, string id) => All.FirstOrDefault(token => token.User == user && token.Id == id);

    /// <summary>Adds a token, or puts another in the place of the one with its name.</summary>
    public void Put(Token token)
    {
        lock (_writing)
        {
            Save([.. All.Where(other => other.FullId != token.FullId), token]);
        }
    }

    /// <summary>Forgets a token.</summary>
    public void Remove(Token token)
    {
        lock (_writing)
        {
            Save([.. All.Where(other => other.FullId != token.FullId)]);
        }
    }

    private void Save(ImmutableArray<Token> tokens)
    {
        AtomicFile.Write(_secrets, string.Concat(tokens.Select(static token => $"{token.FullId} {token.Secret}\n")));
        AtomicFile.Write(_tokens, string.Concat(tokens.Select(Line)));
        All = tokens;
    }

    private static string Line(Token token) =>
        $"token:{token.FullId}:{token.Expire}:{(token.Separated ? 1 : 0)}:{Uri.EscapeDataString(token.Comment ?? "")}:\n";

    private static Token? Read(string line, ImmutableDictionary<string, string> secrets)
    {
        var parts = line.Split(':');
        if (parts is not ["token", var name, var expire, var separated, var comment, ..] || name.Split('!') is not [var user, var id])
        {
            return null;
        }
        return secrets.TryGetValue(name, out var secret)
            ? new Token(user, id, secret)
            {
                Expire = long.Parse(expire),
                Separated = separated == "1",
                Comment = comment.Length == 0 ? null : Uri.UnescapeDataString(comment),
            }
            : null;
    }

    private static string[] Lines(string path) => AtomicFile.Read(path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
