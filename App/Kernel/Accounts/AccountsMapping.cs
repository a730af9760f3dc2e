using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts.Links;
using OpsFlux.Kernel.Accounts.SecondFactor;
using OpsFlux.Kernel.Accounts.Sessions;

namespace OpsFlux.Kernel.Accounts;

/// <summary>Tables of signing in; the people themselves are in <c>KernelMapping</c>.</summary>
internal sealed class AccountsMapping :
    IEntityTypeConfiguration<Session>, IEntityTypeConfiguration<KnownDevice>, IEntityTypeConfiguration<SignInRecord>,
    IEntityTypeConfiguration<SignInFailures>, IEntityTypeConfiguration<RecoveryCode>, IEntityTypeConfiguration<AccountLink>
{
    private const int LongestAddress = 45, HashLength = 32;

    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.Property(s => s.IpAddress).HasMaxLength(LongestAddress);
        builder.Property(s => s.UserAgent).HasMaxLength(SignInRecord.LongestAgent);
        builder.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
        builder.HasOne<KnownDevice>().WithMany().HasForeignKey(s => s.DeviceId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(s => s.UserId, "ix_sessions_live").HasFilter("ended_at is null");   // my sessions, sign out everywhere
        builder.HasIndex(s => s.ExpiresAt, "ix_sessions_expires");   // purging
    }

    public void Configure(EntityTypeBuilder<KnownDevice> builder)
    {
        builder.ToTable("known_devices");
        builder.Property(d => d.KeyHash).HasMaxLength(HashLength);
        builder.Property(d => d.UserAgent).HasMaxLength(SignInRecord.LongestAgent);
        builder.HasOne<User>().WithMany().HasForeignKey(d => d.UserId);
        builder.HasIndex(d => new { d.UserId, d.KeyHash }, "ix_known_devices_user_key").IsUnique();
        builder.HasIndex(d => d.LastSeenAt, "ix_known_devices_seen");   // purging
    }

    public void Configure(EntityTypeBuilder<SignInRecord> builder)
    {
        builder.ToTable("sign_ins");
        builder.Property(r => r.Name).HasMaxLength(SignInRecord.LongestName);
        builder.Property(r => r.IpAddress).HasMaxLength(LongestAddress);
        builder.Property(r => r.UserAgent).HasMaxLength(SignInRecord.LongestAgent);
        builder.HasIndex(r => new { r.At, r.Id }, "ix_sign_ins_at").IsDescending();   // the journal, and purging
        builder.HasIndex(r => new { r.UserId, r.At, r.Id }, "ix_sign_ins_user_at").IsDescending(false, true, true);   // one person's
        builder.HasIndex(r => new { r.Outcome, r.At, r.Id }, "ix_sign_ins_outcome_at").IsDescending(false, true, true);   // the journal by outcome
    }

    public void Configure(EntityTypeBuilder<SignInFailures> builder)
    {
        builder.ToTable("sign_in_failures").HasKey(f => f.Key);
        builder.Property(f => f.Key).HasMaxLength(80);
        builder.HasIndex(f => f.LastAt, "ix_sign_in_failures_last");   // purging
    }

    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("recovery_codes");
        builder.Property(c => c.Hash).HasMaxLength(HashLength);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);
        builder.HasIndex(c => new { c.UserId, c.Hash }, "ix_recovery_codes_user_hash").IsUnique();
    }

    public void Configure(EntityTypeBuilder<AccountLink> builder)
    {
        builder.ToTable("account_links");
        builder.Property(l => l.Hash).HasMaxLength(HashLength);
        builder.HasOne<User>().WithMany().HasForeignKey(l => l.UserId);
        builder.HasIndex(l => l.Hash, "ix_account_links_hash").IsUnique();
        builder.HasIndex(l => l.UserId, "ix_account_links_user");
        builder.HasIndex(l => l.ExpiresAt, "ix_account_links_expires");   // purging
    }
}
