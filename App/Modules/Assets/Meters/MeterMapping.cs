using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Meters;

internal sealed class MeterMapping : IEntityTypeConfiguration<Meter>, IEntityTypeConfiguration<MeterReading>
{
    public void Configure(EntityTypeBuilder<Meter> builder)
    {
        builder.ToTable("meters");
        builder.Property(m => m.Name).HasMaxLength(MeterLimits.NameMax);
        builder.Property(m => m.Unit).HasMaxLength(MeterLimits.UnitMax);
        builder.Property(m => m.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.HasOne<Equipment>().WithMany().HasForeignKey(m => m.EquipmentId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(m => new { m.EquipmentId, m.Name }, "ix_meters_name").IsUnique();
    }

    public void Configure(EntityTypeBuilder<MeterReading> builder)
    {
        builder.ToTable("meter_readings");
        builder.Property(r => r.Value).HasPrecision(16, 3);
        builder.HasOne<Meter>().WithMany().HasForeignKey(r => r.MeterId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.ReadBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.MeterId, r.At }, "ix_meter_readings_at").IsUnique();   // the latest, and the neighbours of a new one
    }
}
