using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpsFlux.Kernel.Accounts.Passkeys;

/// <summary>
/// Identity's table of passkeys. Said here and not left to Identity's schema version, which it reads from options that
/// verbs, migrations and tests do not have: the model has to be the same everywhere.
/// </summary>
internal sealed class PasskeyMapping : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    private const int LongestCredential = 1023;   // WebAuthn §4

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
    {
        builder.ToTable("passkeys").HasKey(p => p.CredentialId);
        builder.Property(p => p.CredentialId).HasMaxLength(LongestCredential);
        builder.OwnsOne(p => p.Data, data => data.ToJson("data"));
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
        builder.HasIndex(p => p.UserId, "ix_passkeys_user");
    }
}
