using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Accounts.SecondFactor;

/// <summary>One of the codes kept on paper for the day the telephone is lost. Used once; only its hash is stored.</summary>
public sealed class RecoveryCode : INotAudited
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }

    /// <summary>SHA-256: a code has 80 random bits, which no slow hash needs to stretch.</summary>
    public required byte[] Hash { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}
