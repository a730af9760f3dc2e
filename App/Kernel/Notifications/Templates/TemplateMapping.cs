using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpsFlux.Kernel.Notifications.Templates;

internal sealed class TemplateMapping : IEntityTypeConfiguration<NotificationTemplate>
{
    public void Configure(EntityTypeBuilder<NotificationTemplate> builder)
    {
        builder.ToTable("notification_templates", t => t.HasCheckConstraint("ck_notification_templates_words", "subject_fr is not null or subject_en is not null"));
        builder.Property(t => t.Code).HasMaxLength(TemplateLimits.CodeMax);
        builder.Property(t => t.SubjectFr).HasMaxLength(TemplateLimits.SubjectMax);
        builder.Property(t => t.SubjectEn).HasMaxLength(TemplateLimits.SubjectMax);
        builder.Property(t => t.BodyFr).HasColumnType("text");
        builder.Property(t => t.BodyEn).HasColumnType("text");
        builder.Property(t => t.Href).HasMaxLength(TemplateLimits.HrefMax);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.Ignore(t => t.Kind);
        builder.Ignore(t => t.Words);
        builder.HasIndex(t => t.Code, "ix_notification_templates_code").IsUnique();   // hooks name it
    }
}
