using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Settings;

internal sealed class SettingMapping : IEntityTypeConfiguration<SettingValue>
{
    public void Configure(EntityTypeBuilder<SettingValue> builder)
    {
        builder.ToTable("setting_values");
        builder.Property(v => v.Code).HasMaxLength(100);
        builder.Property(v => v.Value).HasMaxLength(2000).IsConcurrencyToken();   // of two who choose at once, the second is told
        builder.HasOne<Structure>().WithMany().HasForeignKey(v => v.StructureId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(v => new { v.Code, v.StructureId }, "ix_setting_values_code_structure").IsUnique().AreNullsDistinct(false);
    }
}
