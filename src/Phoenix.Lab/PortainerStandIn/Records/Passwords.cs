using System.Security.Cryptography;

namespace Phoenix.Lab.PortainerStandIn.Records;

/// <summary>The administrator's password, kept as a salted hash.</summary>
internal static class Passwords
{
    private const int Iterations = 100_000;
    private const int Length = 32;

    public static AdministratorEntry Hash(string username, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new AdministratorEntry(username, Convert.ToBase64String(salt), Convert.ToBase64String(Derive(password, salt)));
    }

    public static bool Matches(AdministratorEntry administrator, string password) =>
        CryptographicOperations.FixedTimeEquals(
            Derive(password, Convert.FromBase64String(administrator.Salt)),
            Convert.FromBase64String(administrator.PasswordHash)
        );

    private static byte[] Derive(string password, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, Length);
}
