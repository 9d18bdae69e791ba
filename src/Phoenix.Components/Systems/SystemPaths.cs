using System.Security.Cryptography;
using System.Text;

namespace Phoenix.Components.Systems;

/// <summary>Rules of paths in a system.</summary>
public static class SystemPaths
{
    /// <summary>A path's short, stable name in Phoenix's own records of a system: 16 hex digits.</summary>
    public static string KeyOf(string path) => Sha256Of(path)[..16];

    /// <summary>Lower-case hex SHA-256 of a text's UTF-8 bytes.</summary>
    public static string Sha256Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether a path is the prefix itself or lies below it: <c>/etc/nginx</c> and <c>/etc/nginx/</c> hold <c>/etc/nginx/nginx.conf</c>, not <c>/etc/nginx-old</c>.</summary>
    public static bool Holds(string prefix, string path)
    {
        var stem = prefix.TrimEnd('/');
        return path.StartsWith(stem, StringComparison.Ordinal) && (path.Length == stem.Length || path[stem.Length] == '/');
    }
}
