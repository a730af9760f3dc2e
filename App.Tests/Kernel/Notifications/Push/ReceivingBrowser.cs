using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using OpsFlux.Kernel.Notifications.Push.Devices;
using OpsFlux.Kernel.Notifications.Push.Encryption;

namespace OpsFlux.Tests.Kernel.Notifications.Push;

/// <summary>The other side of the encryption: the keys a browser makes, and reading what arrives with them.</summary>
internal sealed class ReceivingBrowser(ECDiffieHellman key, byte[] auth) : IDisposable
{
    public ReceivingBrowser() : this(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256), RandomNumberGenerator.GetBytes(PushEncryption.AuthLength))
    {
    }

    public byte[] PublicKey { get; } = PointP256.Write(key.ExportParameters(false));

    public byte[] Auth => auth;

    public SubscribeToPushRequest Request(string endpoint) => new(endpoint, Base64Url.EncodeToString(PublicKey), Base64Url.EncodeToString(auth));

    /// <summary>The content of a message that was encrypted for this browser; throws for any other.</summary>
    public byte[] Read(byte[] message)
    {
        var sender = message.AsSpan(21, message[20]);
        using var from = ECDiffieHellman.Create(PointP256.Read(sender) ?? throw new CryptographicException("The sender's key is no point"));
        var secret = PushEncryption.SecretOf(key.DeriveRawSecretAgreement(from.PublicKey), auth, PublicKey, sender);
        return Open(message, secret);
    }

    /// <summary>RFC 8188, any number of records.</summary>
    public static byte[] Open(byte[] message, byte[] secret)
    {
        var size = (int)BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(16));
        var (key, nonce) = ContentCoding.Derive(secret, message.AsSpan(0, 16));
        using var aes = new AesGcm(key, ContentCoding.TagLength);
        var content = new List<byte>();
        var at = 21 + message[20];
        for (uint record = 0; at < message.Length; record++, at += size)
        {
            var sealedRecord = message.AsSpan(at, Math.Min(size, message.Length - at));
            var plain = new byte[sealedRecord.Length - ContentCoding.TagLength];
            aes.Decrypt(NonceOf(nonce, record), sealedRecord[..plain.Length], sealedRecord[plain.Length..], plain);
            var end = Array.FindLastIndex(plain, b => b != 0);
            if (plain[end] != (at + size >= message.Length ? 2 : 1)) throw new CryptographicException("Wrong delimiter");
            content.AddRange(plain[..end]);
        }

        return [.. content];
    }

    public void Dispose() => key.Dispose();

    private static byte[] NonceOf(byte[] first, uint record)
    {
        var nonce = first.ToArray();
        var last = BinaryPrimitives.ReadUInt32BigEndian(nonce.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(8), last ^ record);
        return nonce;
    }
}
