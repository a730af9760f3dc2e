using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Api.Tokens;

/// <summary>
/// A pair of opaque tokens of one session. Refreshing replaces the pair by a new one; a refresh token shown again after
/// that ends the session, since one of the two that hold it is not its owner. Only hashes are stored.
/// </summary>
public sealed class ApiToken : INotAudited
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }

    /// <summary>SHA-256 of 256 random bits.</summary>
    public required byte[] AccessHash { get; init; }
    public required DateTimeOffset AccessExpiresAt { get; init; }
    public required byte[] RefreshHash { get; init; }
    public required DateTimeOffset RefreshExpiresAt { get; init; }

    /// <summary>When the refresh token was exchanged for the next pair.</summary>
    public DateTimeOffset? RotatedAt { get; set; }
}
