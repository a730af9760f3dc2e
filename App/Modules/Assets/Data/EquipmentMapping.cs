using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Assets.Domain;

namespace OpsFlux.Modules.Assets.Data;

/// <summary>The tables of equipment. Every list index ends with the id, the last key of every order.</summary>
internal sealed class EquipmentMapping : IEntityTypeConfiguration<Equipment>, IEntityTypeConfiguration<EquipmentType>, IEntityTypeConfiguration<Downtime>
{
    public void Configure(EntityTypeBuilder<Equipment> builder)
    {
        builder.ToTable("equipment");
        builder.Property(e => e.Name).HasMaxLength(200);
        builder.Property(e => e.Maker).HasMaxLength(100);
        builder.Property(e => e.Model).HasMaxLength(100);
        builder.Property(e => e.SerialNumber).HasMaxLength(100);
        builder.Property(e => e.SerialKey).HasMaxLength(210);
        builder.Property(e => e.Location).HasMaxLength(200);
        builder.Property(e => e.State).IsConcurrencyToken();   // changes without raising the version
        builder.HasOne<EquipmentType>().WithMany().HasForeignKey(e => e.TypeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Equipment>().WithMany().HasForeignKey(e => e.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Structure>().WithMany().HasForeignKey(e => e.StructureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Site>().WithMany().HasForeignKey(e => e.SiteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.StructureId, e.SerialKey }, "ix_equipment_serial").IsUnique().HasFilter("serial_key is not null and deleted_at is null");
        builder.HasIndex(e => new { e.Name, e.Id }, "ix_equipment_name");
        builder.HasIndex(e => new { e.StructureId, e.Name, e.Id }, "ix_equipment_structure_name");
        builder.HasIndex(e => new { e.State, e.Name, e.Id }, "ix_equipment_state_name");
        builder.HasIndex(e => new { e.TypeId, e.Name, e.Id }, "ix_equipment_type_name");
        builder.HasIndex(e => e.ParentId, "ix_equipment_parent");
        builder.HasIndex(e => e.SiteId, "ix_equipment_site");
        builder.HasIndex(e => new { e.NextMaintenanceOn, e.Id }, "ix_equipment_next_maintenance").HasFilter("next_maintenance_on is not null and deleted_at is null");
        builder.HasIndex(e => new { e.WarrantyUntil, e.Id }, "ix_equipment_warranty").HasFilter("warranty_until is not null and deleted_at is null");
        builder.HasIndex(e => new { e.DeletedAt, e.Id }, "ix_equipment_deleted").HasFilter("deleted_at is not null");
    }

    public void Configure(EntityTypeBuilder<EquipmentType> builder)
    {
        builder.ToTable("equipment_types");
        builder.Property(t => t.Code).HasMaxLength(60);
        builder.Property(t => t.Name).HasMaxLength(100);
        builder.Property(t => t.EnglishName).HasMaxLength(100);
        builder.Property(t => t.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.HasIndex(t => t.Code, "ix_equipment_types_code").IsUnique();
    }

    public void Configure(EntityTypeBuilder<Downtime> builder)
    {
        builder.ToTable("downtimes", t => t.HasCheckConstraint("ck_downtimes_order", "until >= \"from\""));
        builder.HasOne<Equipment>().WithMany().HasForeignKey(d => d.EquipmentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(d => new { d.EquipmentId, d.From }, "ix_downtimes_equipment");
        builder.HasIndex(d => d.EquipmentId, "ix_downtimes_open").IsUnique().HasFilter("until is null");
    }
}
