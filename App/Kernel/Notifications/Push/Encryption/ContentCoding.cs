using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpsFlux.Kernel.Notifications.Push.Encryption;

/// <summary>
/// The content coding "aes128gcm" (RFC 8188), as one record: all that web push allows (RFC 8291, section 4). The header
/// names salt, record size and key; the record is the content, a delimiter, and padding that hides its length.
/// </summary>
public static class ContentCoding
{
    public const int SaltLength = 16, RecordSize = 4096, TagLength = 16;

    private const int KeyLength = 16, NonceLength = 12, FixedHeader = SaltLength + sizeof(uint) + 1, LongestKeyId = byte.MaxValue;
    private const byte LastRecord = 2;

    /// <param name="secret">Input keying material, known to the receiver.</param>
    /// <param name="padding">Bytes of zero behind the content.</param>
    public static byte[] Seal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> keyId, int padding)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keyId.Length, LongestKeyId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length + 1 + padding + TagLength, RecordSize);
        var (key, nonce) = Derive(secret, salt);
        var plain = new byte[content.Length + 1 + padding];
        content.CopyTo(plain);
        plain[content.Length] = LastRecord;

        var header = FixedHeader + keyId.Length;
        var message = new byte[header + plain.Length + TagLength];
        salt.CopyTo(message);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(SaltLength), RecordSize);
        message[FixedHeader - 1] = (byte)keyId.Length;
        keyId.CopyTo(message.AsSpan(FixedHeader));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, message.AsSpan(header, plain.Length), message.AsSpan(header + plain.Length));
        return message;
    }

    /// <summary>Key and nonce of the first record.</summary>
    internal static (byte[] Key, byte[] Nonce) Derive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt)
    {
        Span<byte> pseudorandom = stackalloc byte[SHA256.HashSizeInBytes];
        HKDF.Extract(HashAlgorithmName.SHA256, secret, salt, pseudorandom);
        var (key, nonce) = (new byte[KeyLength], new byte[NonceLength]);
        HKDF.Expand(HashAlgorithmName.SHA256, pseudorandom, key, "Content-Encoding: aes128gcm\0"u8);
        HKDF.Expand(HashAlgorithmName.SHA256, pseudorandom, nonce, "Content-Encoding: nonce\0"u8);
        return (key, nonce);
    }
}
