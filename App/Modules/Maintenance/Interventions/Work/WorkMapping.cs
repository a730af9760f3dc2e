using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Modules.Maintenance.Checklists;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <summary>The tables of what was done on the spot: few rows of one intervention each, always read by it.</summary>
internal sealed class WorkMapping : IEntityTypeConfiguration<InterventionTime>, IEntityTypeConfiguration<InterventionPart>, IEntityTypeConfiguration<InterventionCheck>
{
    public void Configure(EntityTypeBuilder<InterventionTime> builder)
    {
        builder.ToTable("intervention_times", t => t.HasCheckConstraint("ck_intervention_times_order", "until >= \"from\""));
        builder.Property(t => t.TravelZone).HasMaxLength(WorkLimits.ZoneMax);
        builder.Property(t => t.TravelKilometres).HasPrecision(8, 1);
        builder.Property(t => t.TravelMinutes).HasPrecision(8, 1);
        builder.Property(t => t.Note).HasMaxLength(WorkLimits.NoteMax);
        builder.HasOne<Intervention>().WithMany().HasForeignKey(t => t.InterventionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(t => t.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => t.InterventionId, "ix_intervention_times_intervention");
        builder.HasIndex(t => new { t.PersonId, t.From }, "ix_intervention_times_person");
    }

    public void Configure(EntityTypeBuilder<InterventionPart> builder)
    {
        builder.ToTable("intervention_parts", t => t.HasCheckConstraint("ck_intervention_parts_quantity", "quantity > 0"));
        builder.Property(p => p.Name).HasMaxLength(WorkLimits.PartNameMax);
        builder.Property(p => p.Reference).HasMaxLength(WorkLimits.PartReferenceMax);
        builder.Property(p => p.Quantity).HasPrecision(12, 3);
        builder.Property(p => p.UnitPrice).HasPrecision(12, 2);
        builder.HasOne<Intervention>().WithMany().HasForeignKey(p => p.InterventionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.AddedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.InterventionId, "ix_intervention_parts_intervention");
    }

    public void Configure(EntityTypeBuilder<InterventionCheck> builder)
    {
        builder.ToTable("intervention_checks");
        builder.Property(c => c.Checklist).HasMaxLength(WorkLimits.ChecklistNameMax);
        builder.Property(c => c.Text).HasMaxLength(WorkLimits.CheckTextMax);
        builder.Property(c => c.Unit).HasMaxLength(WorkLimits.UnitMax);
        builder.Property(c => c.Lowest).HasPrecision(14, 4);
        builder.Property(c => c.Highest).HasPrecision(14, 4);
        builder.Property(c => c.Value).HasPrecision(14, 4);
        builder.Property(c => c.Note).HasMaxLength(WorkLimits.NoteMax);
        builder.Property(c => c.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.HasOne<Intervention>().WithMany().HasForeignKey(c => c.InterventionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<InterventionChecklist>().WithMany().HasForeignKey(c => c.ChecklistId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.DoneBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.InterventionId, c.Position }, "ix_intervention_checks_intervention");
    }
}
