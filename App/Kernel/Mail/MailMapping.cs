using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;

namespace OpsFlux.Kernel.Mail;

internal sealed class MailMapping : IEntityTypeConfiguration<MailMessage>, IEntityTypeConfiguration<MailQueueState>
{
    /// <summary>Through UTC, since adding to an instant in a zone is nothing that a stored column may do.</summary>
    private const string LeaveBy =
        "(next_attempt_at at time zone 'UTC' + case priority when 0 then interval '0' when 1 then interval '5 minutes' when 2 then interval '15 minutes' else interval '1 hour' end) at time zone 'UTC'";

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

        builder.Property(m => m.LeaveBy).HasComputedColumnSql(LeaveBy, stored: true);

        // The sender's next one: mails that are over cost it nothing, and those not due yet are passed over without being looked up.
        builder.HasIndex(m => new { m.LeaveBy, m.Id, m.NextAttemptAt }, "ix_mails_due").HasFilter("state in ('Waiting', 'Sending', 'Retrying')");
        builder.HasIndex(m => new { m.CreatedAt, m.Id }, "ix_mails_scheduled").IsDescending().HasFilter("state = 'Waiting' and scheduled_at is not null");   // the tab
        builder.HasIndex(m => m.FinishedAt, "ix_mails_failed").HasFilter("state = 'Failed'");   // what administrators are told of
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
