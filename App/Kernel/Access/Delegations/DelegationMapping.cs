using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;

namespace OpsFlux.Kernel.Access.Delegations;

internal sealed class DelegationMapping : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> builder)
    {
        builder.ToTable("delegations");
        builder.Property(d => d.Reason).HasMaxLength(500);
        builder.HasOne<User>().WithMany().HasForeignKey(d => d.FromUserId);
        builder.HasOne<User>().WithMany().HasForeignKey(d => d.ToUserId);
        builder.HasIndex(d => d.ToUserId, "ix_delegations_to").HasFilter("ended_at is null");   // a person's snapshot
        builder.HasIndex(d => d.FromUserId, "ix_delegations_from");   // the lender's page
    }
}
