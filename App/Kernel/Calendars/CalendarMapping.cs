using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Calendars;

internal sealed class CalendarMapping :
    IEntityTypeConfiguration<Calendar>, IEntityTypeConfiguration<CalendarVersion>, IEntityTypeConfiguration<CalendarChoice>, IEntityTypeConfiguration<FeastConfirmation>
{
    public void Configure(EntityTypeBuilder<Calendar> builder)
    {
        builder.ToTable("calendars");
        builder.Property(c => c.Name).HasMaxLength(100);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.Name, "ix_calendars_name").IsUnique();
    }

    public void Configure(EntityTypeBuilder<CalendarVersion> builder)
    {
        builder.ToTable("calendar_versions");
        builder.Property(v => v.Definition).HasColumnType("jsonb");
        builder.Property(v => v.Feast).HasMaxLength(40);
        builder.HasOne<Calendar>().WithMany().HasForeignKey(v => v.CalendarId);
        builder.HasIndex(v => new { v.CalendarId, v.Number }, "ix_calendar_versions_number").IsUnique();
    }

    public void Configure(EntityTypeBuilder<CalendarChoice> builder)
    {
        builder.ToTable("calendar_choices");
        builder.HasOne<Calendar>().WithMany().HasForeignKey(c => c.CalendarId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Structure>().WithMany().HasForeignKey(c => c.StructureId);
        builder.HasIndex(c => c.StructureId, "ix_calendar_choices_structure").IsUnique().AreNullsDistinct(false);
    }

    public void Configure(EntityTypeBuilder<FeastConfirmation> builder)
    {
        builder.ToTable("feast_confirmations").HasKey(f => new { f.Feast, f.LunarYear });
        builder.Property(f => f.Feast).HasMaxLength(40);
        builder.Property(f => f.Version).IsConcurrencyToken();
    }
}
