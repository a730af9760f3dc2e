using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Accounts.Links;

public enum LinkPurpose
{
    Invitation,
    PasswordReset,
}

/// <summary>A link sent by mail that lets somebody choose a password. Works once, until it expires or a later one replaces it.</summary>
public sealed class AccountLink : INotAudited
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required LinkPurpose Purpose { get; init; }

    /// <summary>SHA-256 of 256 random bits, which only the mail holds.</summary>
    public required byte[] Hash { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}
