using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Maintenance.Contracts.Scales;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts;

internal sealed class ContractMapping : IEntityTypeConfiguration<Contract>, IEntityTypeConfiguration<ContractEquipment>, IEntityTypeConfiguration<ContractSite>
{
    public void Configure(EntityTypeBuilder<Contract> builder)
    {
        builder.ToTable("contracts", t => t.HasCheckConstraint("ck_contracts_order", "ends_on >= starts_on"));
        builder.Property(c => c.Reference).HasMaxLength(60);
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.State).IsConcurrencyToken();   // the system expires without raising the version
        builder.Property(c => c.YearlyAmount).HasPrecision(14, 2);
        builder.Property(c => c.MonthlyAmount).HasPrecision(14, 2);
        builder.Property(c => c.IncludedPoints).HasPrecision(14, 4);
        builder.Property(c => c.Overrun).HasDefaultValue(OverrunPolicy.Quote).HasSentinel((OverrunPolicy)(-1));
        builder.HasOne<ContractScale>().WithMany().HasForeignKey(c => c.ScaleId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(c => c.Currency).HasMaxLength(3);
        builder.Property(c => c.Terms).HasColumnType("text");
        builder.HasOne<Structure>().WithMany().HasForeignKey(c => c.StructureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.Reference, "ix_contracts_reference").IsUnique();
        builder.HasIndex(c => new { c.StructureId, c.EndsOn, c.Id }, "ix_contracts_structure_end");
        builder.HasIndex(c => new { c.EndsOn, c.Id }, "ix_contracts_end");
        builder.HasIndex(c => new { c.State, c.EndsOn, c.Id }, "ix_contracts_state_end");
    }

    public void Configure(EntityTypeBuilder<ContractEquipment> builder)
    {
        builder.ToTable("contract_equipment").HasKey(c => new { c.ContractId, c.EquipmentId });
        builder.HasOne<Contract>().WithMany().HasForeignKey(c => c.ContractId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(c => c.EquipmentId, "ix_contract_equipment_equipment");
    }

    public void Configure(EntityTypeBuilder<ContractSite> builder)
    {
        builder.ToTable("contract_sites").HasKey(c => new { c.ContractId, c.SiteId });
        builder.HasOne<Contract>().WithMany().HasForeignKey(c => c.ContractId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Site>().WithMany().HasForeignKey(c => c.SiteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.SiteId, "ix_contract_sites_site");
    }
}
