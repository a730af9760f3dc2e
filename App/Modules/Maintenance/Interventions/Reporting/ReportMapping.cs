using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Files;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

internal sealed class ReportMapping : IEntityTypeConfiguration<InterventionReport>, IEntityTypeConfiguration<ReportMail>
{
    public void Configure(EntityTypeBuilder<InterventionReport> builder)
    {
        builder.ToTable("intervention_reports");
        builder.Property(r => r.Number).HasMaxLength(30);
        builder.Property(r => r.Language).HasMaxLength(5);
        builder.Property(r => r.Reason).HasMaxLength(ReportingLimits.ReasonMax);
        builder.Property(r => r.Error).HasMaxLength(100);
        builder.HasOne<Intervention>().WithMany().HasForeignKey(r => r.InterventionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Attachment>().WithMany().HasForeignKey(r => r.AttachmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<InterventionReport>().WithMany().HasForeignKey(r => r.ReplacesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(r => r.AskedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.Number, "ix_intervention_reports_number").IsUnique();
        builder.HasIndex(r => r.InterventionId, "ix_intervention_reports_first").IsUnique().HasFilter("replaces_id is null");   // closing makes one, however often it is told
        builder.HasIndex(r => r.ReplacesId, "ix_intervention_reports_replaces").IsUnique();
        builder.HasIndex(r => new { r.InterventionId, r.AskedAt }, "ix_intervention_reports_intervention");
        builder.HasIndex(r => r.AttachmentId, "ix_intervention_reports_attachment");
        builder.HasIndex(r => new { r.NextAttemptAt, r.Id }, "ix_intervention_reports_due").HasFilter("state <> 'Sent'");   // the loop's next one
    }

    public void Configure(EntityTypeBuilder<ReportMail> builder)
    {
        builder.ToTable("intervention_report_mails").HasKey(m => new { m.ReportId, m.Address });   // once per report and address
        builder.Property(m => m.Address).HasMaxLength(254);
        builder.Property(m => m.Name).HasMaxLength(200);
        builder.HasOne<InterventionReport>().WithMany().HasForeignKey(m => m.ReportId).OnDelete(DeleteBehavior.Cascade);
    }
}
