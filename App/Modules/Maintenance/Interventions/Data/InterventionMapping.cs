using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Data;

/// <summary>The table of interventions. Every list index ends with the id, the last key of every order.</summary>
internal sealed class InterventionMapping : IEntityTypeConfiguration<Intervention>
{
    private const string Open = "ended_at is null and deleted_at is null", Running = "state in ('InProgress', 'OnHold') and deleted_at is null";

    public void Configure(EntityTypeBuilder<Intervention> builder)
    {
        builder.ToTable("interventions");
        builder.Property(i => i.Title).HasMaxLength(InterventionLimits.TitleMax);
        builder.Property(i => i.Description).HasColumnType("text");
        builder.Property(i => i.Report).HasColumnType("text");
        builder.Property(i => i.Symptom).HasMaxLength(InterventionLimits.SymptomMax);
        builder.Property(i => i.Priority).HasConversion<short>();   // a number, because lists are sorted by it
        builder.Property(i => i.State).IsConcurrencyToken();
        builder.HasOne<Contract>().WithMany().HasForeignKey(i => i.ContractId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(i => i.RequesterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(i => i.LeadId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Structure>().WithMany().HasForeignKey(i => i.StructureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Site>().WithMany().HasForeignKey(i => i.SiteId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => new { i.OpenedAt, i.Id }, "ix_interventions_opened");
        builder.HasIndex(i => new { i.OpenedAt, i.Id }, "ix_interventions_open_opened").HasFilter(Open);
        builder.HasIndex(i => new { i.StructureId, i.OpenedAt, i.Id }, "ix_interventions_structure_opened");
        builder.HasIndex(i => new { i.StructureId, i.OpenedAt, i.Id }, "ix_interventions_open_structure_opened").HasFilter(Open);
        builder.HasIndex(i => new { i.LeadId, i.OpenedAt, i.Id }, "ix_interventions_lead_opened");
        builder.HasIndex(i => new { i.LeadId, i.PlannedAt, i.Id }, "ix_interventions_open_lead_planned").HasFilter(Open);   // a technician's day, and his load
        builder.HasIndex(i => new { i.RequesterId, i.OpenedAt, i.Id }, "ix_interventions_requester_opened");
        builder.HasIndex(i => new { i.EquipmentId, i.OpenedAt, i.Id }, "ix_interventions_equipment_opened");   // history, and the figures of one machine
        builder.HasIndex(i => i.EquipmentId, "ix_interventions_running_equipment").HasFilter(Running);
        builder.HasIndex(i => i.LeadId, "ix_interventions_running_lead").HasFilter("state = 'InProgress' and deleted_at is null");
        builder.HasIndex(i => new { i.State, i.OpenedAt, i.Id }, "ix_interventions_state_opened");
        builder.HasIndex(i => new { i.Priority, i.Id }, "ix_interventions_open_priority").HasFilter(Open);
        builder.HasIndex(i => new { i.ContractId, i.EndedAt }, "ix_interventions_contract");
        builder.HasIndex(i => i.SiteId, "ix_interventions_site");
        builder.HasIndex(i => new { i.DeletedAt, i.Id }, "ix_interventions_deleted").HasFilter("deleted_at is not null");
    }
}
