using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.OnCall;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla;

internal sealed class SlaMapping :
    IEntityTypeConfiguration<SlaClock>, IEntityTypeConfiguration<SlaPolicy>, IEntityTypeConfiguration<OnCallRota>, IEntityTypeConfiguration<OnCallMember>, IEntityTypeConfiguration<OnCallReplacement>
{
    public void Configure(EntityTypeBuilder<SlaClock> builder)
    {
        builder.ToTable("sla_clocks");
        builder.Property(c => c.RecordKind).HasMaxLength(30);
        builder.Property(c => c.Code).HasMaxLength(30);
        builder.Property(c => c.Reason).HasMaxLength(1000);
        builder.Property(c => c.Facts).HasColumnType("jsonb");
        builder.Property(c => c.Justification).HasMaxLength(SlaLimits.JustificationMax);
        builder.HasOne<SlaPolicy>().WithMany().HasForeignKey(c => c.PolicyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CalendarVersion>().WithMany().HasForeignKey(c => c.CalendarVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.RecordId, c.Code, c.Ordinal }, "ix_sla_clocks_record").IsUnique();
        builder.HasIndex(c => c.RecordId, "ix_sla_clocks_lead").HasFilter("is_lead").IsUnique();
        builder.HasIndex(c => new { c.WakeAt, c.Id }, "ix_sla_clocks_wake").HasFilter("wake_at is not null");
        // Lists by due date: what is due first of each record.
        builder.HasIndex(c => new { c.RecordKind, c.DueAt, c.RecordId }, "ix_sla_clocks_due").HasFilter("is_lead and due_at is not null");
        // The report of a period, and what a policy or a calendar's version is used by.
        builder.HasIndex(c => new { c.RecordKind, c.DecidedAt }, "ix_sla_clocks_decided").HasFilter("decided_at is not null");
        builder.HasIndex(c => c.PolicyId, "ix_sla_clocks_policy").HasFilter("state in ('Running', 'Paused', 'Breached')");
        builder.HasIndex(c => c.CalendarVersionId, "ix_sla_clocks_calendar").HasFilter("state in ('Running', 'Paused', 'Breached')");
    }

    public void Configure(EntityTypeBuilder<SlaPolicy> builder)
    {
        builder.ToTable("sla_policies");
        builder.Property(p => p.Name).HasMaxLength(SlaLimits.NameMax);
        builder.Property(p => p.RecordKind).HasMaxLength(30);
        builder.Property(p => p.Definition).HasColumnType("jsonb");
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasOne<Calendar>().WithMany().HasForeignKey(p => p.CalendarId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.RecordKind, p.Name }, "ix_sla_policies_name").IsUnique();
    }

    public void Configure(EntityTypeBuilder<OnCallRota> builder)
    {
        builder.ToTable("on_call_rotas");
        builder.Property(r => r.Name).HasMaxLength(SlaLimits.NameMax);
        builder.Property(r => r.ZoneId).HasMaxLength(60);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.Name, "ix_on_call_rotas_name").IsUnique();
    }

    public void Configure(EntityTypeBuilder<OnCallMember> builder)
    {
        builder.ToTable("on_call_members");
        builder.HasOne<OnCallRota>().WithMany().HasForeignKey(m => m.RotaId);
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.RotaId, m.UserId }, "ix_on_call_members_user").IsUnique();
    }

    public void Configure(EntityTypeBuilder<OnCallReplacement> builder)
    {
        builder.ToTable("on_call_replacements");
        builder.Property(r => r.Note).HasMaxLength(SlaLimits.NameMax);
        builder.HasOne<OnCallRota>().WithMany().HasForeignKey(r => r.RotaId);
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.RotaId, r.From }, "ix_on_call_replacements_from");
    }
}
