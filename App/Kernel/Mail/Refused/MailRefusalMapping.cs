using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpsFlux.Kernel.Mail.Refused;

internal sealed class MailRefusalMapping : IEntityTypeConfiguration<MailRefusal>
{
    public void Configure(EntityTypeBuilder<MailRefusal> builder)
    {
        builder.ToTable("mail_refusals");
        builder.HasKey(r => r.Address);
        builder.Property(r => r.Address).HasMaxLength(254);
        builder.Property(r => r.Answer).HasMaxLength(MailMessage.LongestError);
    }
}
