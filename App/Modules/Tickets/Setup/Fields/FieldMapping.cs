using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Fields;

internal sealed class FieldMapping : IEntityTypeConfiguration<CategoryField>, IEntityTypeConfiguration<TicketFieldValue>
{
    public void Configure(EntityTypeBuilder<CategoryField> builder)
    {
        builder.ToTable("category_fields");
        builder.Property(f => f.Code).HasMaxLength(FieldLimits.CodeMax);
        builder.Property(f => f.French).HasMaxLength(FieldLimits.LabelMax);
        builder.Property(f => f.English).HasMaxLength(FieldLimits.LabelMax);
        builder.Property(f => f.FrenchHelp).HasMaxLength(FieldLimits.HelpMax);
        builder.Property(f => f.EnglishHelp).HasMaxLength(FieldLimits.HelpMax);
        builder.Property(f => f.Min).HasPrecision(18, 4);
        builder.Property(f => f.Max).HasPrecision(18, 4);
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.Property(f => f.Options).HasColumnType("jsonb").HasConversion(
            options => JsonSerializer.Serialize(options, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<List<FieldOption>>(json, JsonSerializerOptions.Web) ?? new(),
            new ValueComparer<List<FieldOption>>((a, b) => a!.SequenceEqual(b!), l => l.Count, l => l.ToList()));   // never null
        builder.HasOne<Category>().WithMany().HasForeignKey(f => f.CategoryId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(f => new { f.CategoryId, f.Code }, "ix_category_fields_category_code").IsUnique();
    }

    public void Configure(EntityTypeBuilder<TicketFieldValue> builder)
    {
        builder.ToTable("ticket_field_values").HasKey(v => new { v.TicketId, v.Code });
        builder.Property(v => v.Code).HasMaxLength(FieldLimits.CodeMax);
        builder.Property(v => v.Value).HasMaxLength(FieldLimits.LongTextMax);
        builder.HasOne<Ticket>().WithMany().HasForeignKey(v => v.TicketId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<CategoryField>().WithMany().HasForeignKey(v => v.FieldId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => v.FieldId, "ix_ticket_field_values_field");
    }
}
