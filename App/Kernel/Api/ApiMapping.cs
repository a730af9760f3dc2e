using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api.Idempotency;
using OpsFlux.Kernel.Api.Keys;
using OpsFlux.Kernel.Api.Tokens;

namespace OpsFlux.Kernel.Api;

internal sealed class ApiMapping :
    IEntityTypeConfiguration<ApiToken>, IEntityTypeConfiguration<ApiKey>, IEntityTypeConfiguration<ApiKeyUse>, IEntityTypeConfiguration<KeptAnswer>
{
    private const int HashLength = 32;

    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.Property(t => t.AccessHash).HasMaxLength(HashLength);
        builder.Property(t => t.RefreshHash).HasMaxLength(HashLength);
        builder.HasOne<Session>().WithMany().HasForeignKey(t => t.SessionId);
        builder.HasIndex(t => t.AccessHash, "ix_api_tokens_access").IsUnique();
        builder.HasIndex(t => t.RefreshHash, "ix_api_tokens_refresh").IsUnique();
        builder.HasIndex(t => t.SessionId, "ix_api_tokens_session");
        builder.HasIndex(t => t.RefreshExpiresAt, "ix_api_tokens_expires");   // purging
    }

    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.Property(k => k.Name).HasMaxLength(100);
        builder.Property(k => k.Prefix).HasMaxLength(20);
        builder.Property(k => k.Hash).HasMaxLength(HashLength);
        builder.Property(k => k.Version).IsConcurrencyToken();
        builder.HasOne<User>().WithMany().HasForeignKey(k => k.UserId);
        builder.HasIndex(k => k.Hash, "ix_api_keys_hash").IsUnique();
        builder.HasIndex(k => k.UserId, "ix_api_keys_user");
    }

    public void Configure(EntityTypeBuilder<ApiKeyUse> builder)
    {
        builder.ToTable("api_key_uses").HasKey(u => u.KeyId);
        builder.Property(u => u.IpAddress).HasMaxLength(45);
        builder.HasOne<ApiKey>().WithOne().HasForeignKey<ApiKeyUse>(u => u.KeyId);
    }

    public void Configure(EntityTypeBuilder<KeptAnswer> builder)
    {
        builder.ToTable("kept_answers").HasKey(a => new { a.CallerId, a.Key });
        builder.Property(a => a.Key).HasMaxLength(200);
        builder.Property(a => a.Fingerprint).HasMaxLength(HashLength);
        builder.Property(a => a.ContentType).HasMaxLength(100);
        builder.Property(a => a.Location).HasMaxLength(300);
        builder.Property(a => a.ETag).HasMaxLength(60);
        builder.HasIndex(a => a.CreatedAt, "ix_kept_answers_created");   // purging
    }
}
