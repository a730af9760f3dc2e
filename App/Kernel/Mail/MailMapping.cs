using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;

namespace OpsFlux.Kernel.Mail;

internal sealed class MailMapping : IEntityTypeConfiguration<MailMessage>, IEntityTypeConfiguration<MailQueueState>
{
    public void Configure(EntityTypeBuilder<MailMessage> builder)
    {
        builder.ToTable("mails");
        builder.Property(m => m.Recipient).HasMaxLength(254);
        builder.Property(m => m.RecipientName).HasMaxLength(200);
        builder.Property(m => m.Language).HasMaxLength(5);
        builder.Property(m => m.Subject).HasMaxLength(MailMessage.LongestSubject);
        builder.Property(m => m.MessageId).HasMaxLength(300);
        builder.Property(m => m.Thread).HasMaxLength(300);
        builder.Property(m => m.RecordKind).HasMaxLength(40);
        builder.Property(m => m.Answer).HasMaxLength(MailMessage.LongestError);
        builder.Property(m => m.Priority).HasConversion<int>();    // as a number: the queue is in its order
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.RecipientId).OnDelete(DeleteBehavior.SetNull);

        // The sender's next one: mails that are over cost it nothing.
        builder.HasIndex(m => new { m.Priority, m.NextAttemptAt, m.Id }, "ix_mails_due").HasFilter("state in ('Waiting', 'Sending', 'Retrying')");
        builder.HasIndex(m => new { m.EventId, m.Recipient }, "ix_mails_event_recipient").IsUnique().HasFilter("event_id is not null");   // told once
        builder.HasIndex(m => new { m.CreatedAt, m.Id }, "ix_mails_created").IsDescending();                              // the page
        builder.HasIndex(m => new { m.State, m.CreatedAt, m.Id }, "ix_mails_state_created").IsDescending(false, true, true);
        builder.HasIndex(m => m.Recipient, "ix_mails_recipient").HasOperators("text_pattern_ops");   // the beginning of an address
        builder.HasIndex(m => m.RecipientId, "ix_mails_recipient_user");
        builder.HasIndex(m => m.FinishedAt, "ix_mails_finished").HasFilter("finished_at is not null");                    // what is too old
    }

    public void Configure(EntityTypeBuilder<MailQueueState> builder)
    {
        builder.ToTable("mail_queue_state");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Answer).HasMaxLength(MailMessage.LongestError);
    }
}
