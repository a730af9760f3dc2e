using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Preferences;

namespace OpsFlux.Kernel.Notifications;

internal sealed class NotificationMapping :
    IEntityTypeConfiguration<Notification>, IEntityTypeConfiguration<NotificationCounter>, IEntityTypeConfiguration<NotificationDelivery>,
    IEntityTypeConfiguration<ChosenPreferences>, IEntityTypeConfiguration<RolePreferences>, IEntityTypeConfiguration<ForcedNews>
{
    private const int CodeMax = 80;

    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications");
        builder.Property(n => n.Kind).HasMaxLength(CodeMax);
        builder.Property(n => n.Module).HasMaxLength(20);
        builder.Property(n => n.Text).HasMaxLength(100);
        builder.Property(n => n.Excerpt).HasMaxLength(Notification.LongestExcerpt);
        builder.Property(n => n.ExcerptAuthor).HasMaxLength(200);
        builder.Property(n => n.Body).HasColumnType("text");
        builder.Property(n => n.Href).HasMaxLength(300);
        builder.Property(n => n.RecordKind).HasMaxLength(40);
        builder.HasOne<User>().WithMany().HasForeignKey(n => n.UserId);
        builder.HasIndex(n => new { n.UserId, n.EventId }, "ix_notifications_user_event").IsUnique();   // told once, whatever the rules
        builder.HasIndex(n => new { n.UserId, n.RecordId }, "ix_notifications_unread").HasFilter("read_at is null");   // what is on screen, folding, and 'read all'
        builder.HasIndex(n => new { n.UserId, n.ShownAt, n.Id }, "ix_notifications_user_shown").IsDescending(false, true, true)
            .HasFilter("shown_at is not null and folded_into_id is null");   // the bell and the centre
        builder.HasIndex(n => n.FoldedIntoId, "ix_notifications_folded").HasFilter("folded_into_id is not null");   // what one line stands for
        builder.HasIndex(n => n.CreatedAt, "ix_notifications_read").HasFilter("read_at is not null");   // purging
    }

    public void Configure(EntityTypeBuilder<NotificationCounter> builder)
    {
        builder.ToTable("notification_counters").HasKey(c => new { c.UserId, c.Module });
        builder.Property(c => c.Module).HasMaxLength(20);
    }

    public void Configure(EntityTypeBuilder<NotificationDelivery> builder)
    {
        builder.ToTable("notification_deliveries");
        builder.Property(d => d.Kind).HasMaxLength(CodeMax);
        builder.Property(d => d.RecordKind).HasMaxLength(40);
        builder.Property(d => d.Answer).HasMaxLength(NotificationDelivery.LongestAnswer);
        builder.HasOne<User>().WithMany().HasForeignKey(d => d.UserId);
        builder.HasIndex(d => new { d.EventId, d.UserId, d.Channel, d.TargetId }, "ix_notification_deliveries_once").IsUnique().AreNullsDistinct(false);
        builder.HasIndex(d => new { d.Priority, d.DueAt }, "ix_notification_deliveries_due").IsDescending(true, false).HasFilter("state in ('Pending', 'Sending')");   // what is to come
        builder.HasIndex(d => new { d.UserId, d.DueAt }, "ix_notification_deliveries_waiting").HasFilter("state in ('Pending', 'Sending')");
        builder.HasIndex(d => new { d.CreatedAt, d.Id }, "ix_notification_deliveries_created").IsDescending();   // the log
        builder.HasIndex(d => new { d.UserId, d.CreatedAt, d.Id }, "ix_notification_deliveries_user").IsDescending(false, true, true);
        builder.HasIndex(d => new { d.RecordId, d.CreatedAt, d.Id }, "ix_notification_deliveries_record").IsDescending(false, true, true);
        builder.HasIndex(d => new { d.State, d.CreatedAt, d.Id }, "ix_notification_deliveries_state").IsDescending(false, true, true);
        builder.HasIndex(d => d.NotificationId, "ix_notification_deliveries_notification");   // why this one
        builder.HasIndex(d => d.MailId, "ix_notification_deliveries_mail").HasFilter("mail_id is not null");
    }

    public void Configure(EntityTypeBuilder<ChosenPreferences> builder)
    {
        builder.ToTable("notification_preferences").HasKey(p => p.UserId);
        builder.Property(p => p.Definition).HasColumnType("jsonb");
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
    }

    public void Configure(EntityTypeBuilder<RolePreferences> builder)
    {
        builder.ToTable("notification_defaults").HasKey(p => p.RoleId);
        builder.Property(p => p.Definition).HasColumnType("jsonb");
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasOne<Access.Role>().WithMany().HasForeignKey(p => p.RoleId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ForcedNews> builder)
    {
        builder.ToTable("notification_forced").HasKey(f => f.Kind);
        builder.Property(f => f.Kind).HasMaxLength(CodeMax);
    }
}
