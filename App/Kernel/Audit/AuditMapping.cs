using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Audit.Alerts;
using OpsFlux.Kernel.Audit.Sealing;

namespace OpsFlux.Kernel.Audit;

/// <summary>
/// Tables of the log. Entries and values are cut into months by the migration, which also adds what only sealing reads
/// (generation, transaction_id): mapped, it would be read back with every row that is written.
/// </summary>
internal sealed class AuditMapping :
    IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<AuditValues>, IEntityTypeConfiguration<AuditSeal>, IEntityTypeConfiguration<AuditManifest>,
    IEntityTypeConfiguration<AuditTally>, IEntityTypeConfiguration<AuditWatchMark>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries").HasKey(a => new { a.Id, a.At });   // a table cut by instant is unique by instant too
        builder.Property(a => a.ActorName).HasMaxLength(200);
        builder.Property(a => a.ActingForName).HasMaxLength(200);
        builder.Property(a => a.IpAddress).HasMaxLength(60);
        builder.Property(a => a.Correlation).HasMaxLength(60);
        builder.Property(a => a.Subject).HasMaxLength(60);
        builder.Property(a => a.SubjectId).HasMaxLength(200);
        builder.Property(a => a.Detail).HasMaxLength(2000);

        // The page of the log: newest first, all of it or by one of its filters.
        builder.HasIndex(a => new { a.At, a.Id }, "ix_audit_entries_at");
        builder.HasIndex(a => new { a.Action, a.At, a.Id }, "ix_audit_entries_action_at");
        builder.HasIndex(a => new { a.ActorId, a.At, a.Id }, "ix_audit_entries_actor_at");
        builder.HasIndex(a => new { a.Subject, a.At, a.Id }, "ix_audit_entries_subject_at");
        builder.HasIndex(a => new { a.SubjectId, a.At, a.Id }, "ix_audit_entries_subject_id_at");
        builder.HasIndex(a => new { a.Correlation, a.At, a.Id }, "ix_audit_entries_correlation_at");
    }

    public void Configure(EntityTypeBuilder<AuditValues> builder)
    {
        builder.ToTable("audit_values").HasKey(v => new { v.EntryId, v.At });
        builder.Property(v => v.Before).HasColumnType("json");   // not jsonb, which writes it anew: the hash is of what was written
        builder.Property(v => v.After).HasColumnType("json");
    }

    public void Configure(EntityTypeBuilder<AuditSeal> builder)
    {
        builder.ToTable("audit_seals").HasKey(s => s.Number);
        builder.Property(s => s.Number).ValueGeneratedNever();
        builder.Property(s => s.LastTransaction).HasColumnType("xid8");
        builder.Ignore(s => s.End);
    }

    public void Configure(EntityTypeBuilder<AuditManifest> builder)
    {
        builder.ToTable("audit_manifests").HasKey(m => m.Number);
        builder.Property(m => m.Number).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<AuditTally> builder)
    {
        builder.ToTable("audit_tallies").HasKey(t => new { t.Rule, t.Key, t.WindowStart });
        builder.Property(t => t.Rule).HasMaxLength(60);
        builder.Property(t => t.Key).HasMaxLength(200);
        builder.HasIndex(t => t.WindowStart, "ix_audit_tallies_window");   // forgetting old ones
    }

    public void Configure(EntityTypeBuilder<AuditWatchMark> builder)
    {
        builder.ToTable("audit_watch_marks").HasKey(m => m.Code);
        builder.Property(m => m.Code).HasMaxLength(60);
        builder.Property(m => m.Transaction).HasColumnType("xid8");
    }
}
