using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Files;

namespace OpsFlux.Kernel.Mail.Attachments;

internal sealed class MailAttachmentMapping : IEntityTypeConfiguration<MailAttachment>
{
    public void Configure(EntityTypeBuilder<MailAttachment> builder)
    {
        builder.ToTable("mail_attachments");
        builder.HasKey(a => new { a.MailId, a.Position });
        builder.Property(a => a.Position).ValueGeneratedNever();
        builder.Property(a => a.Name).HasMaxLength(FileName.Longest);
        builder.Property(a => a.ContentType).HasMaxLength(MailAttachment.LongestType);
        builder.Property(a => a.Sha256).HasMaxLength(64);
        builder.HasOne<MailMessage>().WithMany(m => m.Attachments).HasForeignKey(a => a.MailId).OnDelete(DeleteBehavior.Cascade);   // gone with its mail
    }
}
