using System.Security.Cryptography;

namespace OpsFlux.Kernel.Notifications.Push.Encryption;

/// <summary>
/// Encrypts a message so that only the browser that subscribed reads it, the push service that carries it does not
/// (RFC 8291).
/// </summary>
public static class PushEncryption
{
    /// <summary>Bytes of the secret that a browser makes with its subscription.</summary>
    public const int AuthLength = 16;

    /// <summary>Content is padded to a multiple of this many bytes: its length would tell the push service what it is about.</summary>
    private const int Step = 512;

    private const int SecretLength = 32;

    /// <summary>The longest content, in bytes: services take 4,096 with all that is around it.</summary>
    public const int Longest = ContentCoding.RecordSize - 86 - ContentCoding.TagLength - 1;

    /// <summary>The body of the request to the push service. Throws where the keys are none, or the content is too long.</summary>
    public static byte[] Encrypt(ReadOnlySpan<byte> content, ReadOnlySpan<byte> receiver, ReadOnlySpan<byte> auth)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, Longest);
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);   // of this message alone
        return Encrypt(content, receiver, auth, sender, RandomNumberGenerator.GetBytes(ContentCoding.SaltLength), PaddingOf(content.Length));
    }

    /// <summary>With a sender's key and a salt that are given, as the standard's example has them.</summary>
    internal static byte[] Encrypt(ReadOnlySpan<byte> content, ReadOnlySpan<byte> receiver, ReadOnlySpan<byte> auth, ECDiffieHellman sender, ReadOnlySpan<byte> salt, int padding)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(auth.Length, AuthLength);
        var from = PointP256.Write(sender.ExportParameters(includePrivateParameters: false));
        using var to = ECDiffieHellman.Create(PointP256.Read(receiver) ?? throw new ArgumentException("Not a key of P-256", nameof(receiver)));
        var shared = sender.DeriveRawSecretAgreement(to.PublicKey);
        return ContentCoding.Seal(content, SecretOf(shared, auth, receiver, from), salt, from, padding);
    }

    /// <summary>The keying material that both sides come to (section 3.4).</summary>
    internal static byte[] SecretOf(ReadOnlySpan<byte> shared, ReadOnlySpan<byte> auth, ReadOnlySpan<byte> receiver, ReadOnlySpan<byte> sender)
    {
        byte[] info = [.. "WebPush: info\0"u8, .. receiver, .. sender];
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, shared.ToArray(), SecretLength, auth.ToArray(), info);
    }

    private static int PaddingOf(int length) => Math.Min((length / Step + 1) * Step, Longest) - length;
}
