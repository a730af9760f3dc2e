using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;

namespace OpsFlux.Kernel.Files;

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    /// <summary>Longer names of forms are refused.</summary>
    public const int LongestTray = 120;

    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("attachments");
        builder.Property(a => a.RecordKind).HasMaxLength(40);
        builder.Property(a => a.Tray).HasMaxLength(LongestTray);
        builder.Property(a => a.Name).HasMaxLength(FileName.Longest);
        builder.Property(a => a.Sha256).HasMaxLength(64);
        builder.Property(a => a.ContentType).HasMaxLength(100);
        builder.HasOne<User>().WithMany().HasForeignKey(a => a.UploadedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.StorageKey, "ix_attachments_storage_key").IsUnique();   // the sweep of orphans
        builder.HasIndex(a => new { a.RecordId, a.UploadedAt, a.Id }, "ix_attachments_record").HasFilter("removed_at is null");   // the record's page
        builder.HasIndex(a => new { a.UploadedBy, a.Tray }, "ix_attachments_tray").HasFilter("tray is not null");   // forms, and held ones too old
        builder.HasIndex(a => a.UploadedAt, "ix_attachments_quarantined").HasFilter("state = 'Quarantined' and removed_at is null");
        builder.HasIndex(a => a.RemovedAt, "ix_attachments_removed").HasFilter("removed_at is not null and blob_deleted_at is null");
    }
}
