using System.Security.Cryptography;

namespace OpsFlux.Kernel.Audit.Proof;

/// <summary>The secret outside the database that the log's hashes are keyed by. Never logged.</summary>
public sealed class AuditKey(byte[] secret)
{
    /// <summary>In bytes: what HMAC-SHA256 uses whole.</summary>
    public const int Length = 32;

    public byte[] Hash(ReadOnlySpan<byte> content) => HMACSHA256.HashData(secret, content);

    /// <summary>Keeps the secret out of logs and exception texts.</summary>
    public override string ToString() => nameof(AuditKey);
}
