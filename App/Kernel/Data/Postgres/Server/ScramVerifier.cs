using System.Security.Cryptography;
using System.Text;

namespace OpsFlux.Kernel.Data.Postgres.Server;

/// <summary>What PostgreSQL stores instead of a password (RFC 5803). Sent in its place, no statement or log ever holds one.</summary>
internal static class ScramVerifier
{
    private const int Iterations = 4096;                   // PostgreSQL's own; our passwords are random, not guessable

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, 32);
        var stored = SHA256.HashData(Key(salted, "Client Key"));
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}"
            + $"${Convert.ToBase64String(stored)}:{Convert.ToBase64String(Key(salted, "Server Key"))}";
    }

    private static byte[] Key(byte[] salted, string name) => HMACSHA256.HashData(salted, Encoding.ASCII.GetBytes(name));
}
