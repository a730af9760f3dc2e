using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Checklists;

/// <summary>The tables of checklists: a few hundred rows at most, read whole.</summary>
internal sealed class ChecklistMapping : IEntityTypeConfiguration<InterventionChecklist>, IEntityTypeConfiguration<ChecklistPoint>
{
    public void Configure(EntityTypeBuilder<InterventionChecklist> builder)
    {
        builder.ToTable("checklists");
        builder.Property(c => c.Name).HasMaxLength(WorkLimits.ChecklistNameMax);
        builder.Property(c => c.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.HasIndex(c => c.Name, "ix_checklists_name").IsUnique();
        builder.HasMany(c => c.Points).WithOne().HasForeignKey(p => p.ChecklistId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ChecklistPoint> builder)
    {
        builder.ToTable("checklist_points");
        builder.Property(p => p.Text).HasMaxLength(WorkLimits.CheckTextMax);
        builder.Property(p => p.Unit).HasMaxLength(WorkLimits.UnitMax);
        builder.Property(p => p.Lowest).HasPrecision(14, 4);
        builder.Property(p => p.Highest).HasPrecision(14, 4);
        builder.HasIndex(p => new { p.ChecklistId, p.Position }, "ix_checklist_points_checklist");
    }
}
