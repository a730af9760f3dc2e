using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>
/// Time-based one-time passwords (RFC 6238 over RFC 4226): HMAC-SHA1, steps of 30 seconds, six digits, which is all that
/// every authenticator application understands. What is known of SHA-1's collisions does not touch HMAC.
/// </summary>
internal static class Totp
{
    public const int Digits = 6;
    private const int SecretBytes = 20, StepSeconds = 30, Tolerance = 1;

    /// <summary>As long as the hash, as RFC 4226 §4 asks.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

#pragma warning disable CA5350 // SHA-1 is what the RFC and every authenticator application say; see above.
    public static string Code(byte[] secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(secret, counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFFFFFF;
        return (number % (long)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }
#pragma warning restore CA5350

    /// <summary>
    /// The step whose code this is, the present one or one beside it, for telephones whose clock is a little off. Null for
    /// a wrong code. Compares in the same time whatever is right about it.
    /// </summary>
    public static long? StepOf(byte[] secret, string code, DateTimeOffset now)
    {
        var typed = Encoding.UTF8.GetBytes(code);
        long? found = null;
        for (var step = StepAt(now) - Tolerance; step <= StepAt(now) + Tolerance; step++)
            if (CryptographicOperations.FixedTimeEquals(typed, Encoding.ASCII.GetBytes(Code(secret, step)))) found = step;
        return found;
    }

    /// <summary>What a QR code tells an application: secret, and under which name to show it.</summary>
    public static string Address(string secret, string account, string organisation) =>
        $"otpauth://totp/{Uri.EscapeDataString($"{organisation}:{account}")}?secret={secret}&issuer={Uri.EscapeDataString(organisation)}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
}
