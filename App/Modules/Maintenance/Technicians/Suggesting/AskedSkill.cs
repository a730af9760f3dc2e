using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Suggesting;

/// <summary>A skill that work on a type of equipment asks for.</summary>
public sealed class AskedSkill
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EquipmentTypeId { get; init; }

    /// <summary>Compared with those of technicians without case and accents.</summary>
    public required string Name { get; init; }
}

internal sealed class AskedSkillMapping : IEntityTypeConfiguration<AskedSkill>
{
    public void Configure(EntityTypeBuilder<AskedSkill> builder)
    {
        builder.ToTable("asked_skills");
        builder.Property(s => s.Name).HasMaxLength(TechnicianLimits.SkillMax);
        builder.HasIndex(s => new { s.EquipmentTypeId, s.Name }, "ix_asked_skills_type").IsUnique();
    }
}
