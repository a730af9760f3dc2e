using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Sms.Numbers;

/// <summary>What a code that was sent proves.</summary>
public enum SmsCodePurpose
{
    /// <summary>That a number is its owner's.</summary>
    Number,

    /// <summary>That whoever signs in, or changes how he does, has the telephone.</summary>
    SignIn,
}

/// <summary>
/// Six digits that were sent to somebody, good once and for minutes. The rows are also the memory by which sending is
/// limited: they stay for two days.
/// </summary>
public sealed class SmsCode : INotAudited
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public SmsCodePurpose Purpose { get; init; }

    /// <summary>Of a sign-in, which the code completes and no other; or the session in which its owner proves again who he is.</summary>
    public Guid? ChallengeId { get; init; }

    /// <summary>E.164: where it was sent, and what is confirmed by it.</summary>
    public required string Phone { get; init; }

    /// <summary>Keyed by what is not in the database: six digits alone would be guessed from any hash.</summary>
    public required byte[] Hash { get; init; }
    public DateTimeOffset SentAt { get; init; }
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>How often it was guessed at.</summary>
    public int Tries { get; set; }
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>The table of codes.</summary>
internal sealed class SmsCodeMapping : IEntityTypeConfiguration<SmsCode>
{
    private const int HashLength = 32;

    public void Configure(EntityTypeBuilder<SmsCode> builder)
    {
        builder.ToTable("sms_codes");
        builder.Property(c => c.Phone).HasMaxLength(PhoneNumbers.Longest);
        builder.Property(c => c.Hash).HasMaxLength(HashLength);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);
        builder.HasIndex(c => new { c.UserId, c.SentAt }, "ix_sms_codes_user_sent");   // limits, and the newest of somebody's
        builder.HasIndex(c => new { c.Phone, c.SentAt }, "ix_sms_codes_phone_sent");   // limits of a number
        builder.HasIndex(c => c.SentAt, "ix_sms_codes_sent");   // purging
    }
}
