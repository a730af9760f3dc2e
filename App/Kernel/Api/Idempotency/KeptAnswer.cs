using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Api.Idempotency;

/// <summary>
/// The answer to a request that named an Idempotency-Key, given again when the same caller repeats it. The row is written
/// in the transaction of the effect: both are there, or neither.
/// </summary>
public sealed class KeptAnswer : INotAudited
{
    /// <summary>The person or key that asked.</summary>
    public required Guid CallerId { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and body: another request under the same key is refused.</summary>
    public required byte[] Fingerprint { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public int Status { get; set; }
    public string? ContentType { get; set; }
    public string? Location { get; set; }
    public string? ETag { get; set; }
    public byte[]? Body { get; set; }
}
