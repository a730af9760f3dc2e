using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Modules.Maintenance.Technicians;

internal sealed class TechnicianMapping : IEntityTypeConfiguration<Technician>, IEntityTypeConfiguration<TechnicianSkill>, IEntityTypeConfiguration<TechnicianAbsence>
{
    public void Configure(EntityTypeBuilder<Technician> builder)
    {
        builder.ToTable("technicians");
        builder.Property(t => t.Name).HasMaxLength(200);
        builder.Property(t => t.Speciality).HasMaxLength(100);
        builder.Property(t => t.Team).HasMaxLength(100);
        builder.Property(t => t.Zone).HasMaxLength(100);
        builder.Property(t => t.HourlyRate).HasPrecision(10, 2);
        builder.Property(t => t.State).IsConcurrencyToken();   // changes without raising the version
        builder.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Calendar>().WithMany().HasForeignKey(t => t.CalendarId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Structure>().WithMany().HasForeignKey(t => t.StructureId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => t.UserId, "ix_technicians_user").IsUnique();   // deleted ones too: a deleted profile is brought back, not made again
        builder.HasIndex(t => new { t.Name, t.Id }, "ix_technicians_name");
        builder.HasIndex(t => new { t.StructureId, t.State }, "ix_technicians_structure");
    }

    public void Configure(EntityTypeBuilder<TechnicianSkill> builder)
    {
        builder.ToTable("technician_skills");
        builder.Property(s => s.Name).HasMaxLength(60);
        builder.Property(s => s.Certificate).HasMaxLength(100);
        builder.Property(s => s.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.HasOne<Technician>().WithMany().HasForeignKey(s => s.TechnicianId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => new { s.TechnicianId, s.Name }, "ix_technician_skills_name").IsUnique();
        builder.HasIndex(s => s.ValidUntil, "ix_technician_skills_expiry").HasFilter("valid_until is not null and warned_for is distinct from valid_until");   // the warning of expiry
    }

    public void Configure(EntityTypeBuilder<TechnicianAbsence> builder)
    {
        builder.ToTable("technician_absences", t => t.HasCheckConstraint("ck_technician_absences_order", "until >= \"from\""));
        builder.Property(a => a.Note).HasMaxLength(500);
        builder.Property(a => a.Version).IsConcurrencyToken().HasDefaultValue(1L);
        builder.HasOne<Technician>().WithMany().HasForeignKey(a => a.TechnicianId).OnDelete(DeleteBehavior.Cascade);
        builder.Ignore(a => a.IsInForce);
        builder.HasIndex(a => new { a.TechnicianId, a.From }, "ix_technician_absences_from");
        builder.HasIndex(a => a.From, "ix_technician_absences_open").HasFilter("ended_at is null");   // what the job of absences looks at
    }
}
