using System.Security.Cryptography;

namespace OpsFlux.Kernel.Notifications.Push.Encryption;

/// <summary>Points of the curve P-256 in the uncompressed form that browsers give and ask for: 4, x, y.</summary>
public static class PointP256
{
    public const int Length = 65;

    private const int CoordinateLength = 32;
    private const byte Uncompressed = 4;

    public static byte[] Write(ECParameters key) =>
        [Uncompressed, .. key.Q.X ?? throw new ArgumentException("Not a point", nameof(key)), .. key.Q.Y ?? throw new ArgumentException("Not a point", nameof(key))];

    /// <summary>Null for anything but a point on the curve: a point beside it would give parts of our key away.</summary>
    public static ECParameters? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length || bytes[0] != Uncompressed) return null;
        var key = new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = bytes[1..(1 + CoordinateLength)].ToArray(), Y = bytes[(1 + CoordinateLength)..].ToArray() },
        };
        try
        {
            using var checking = ECDiffieHellman.Create(key);   // the platform checks the point
            return key;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
