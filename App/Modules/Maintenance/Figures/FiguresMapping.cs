using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Modules.Maintenance.Interventions.Domain;

namespace OpsFlux.Modules.Maintenance.Figures;

internal sealed class FiguresMapping : IEntityTypeConfiguration<Intervention>
{
    public void Configure(EntityTypeBuilder<Intervention> builder)
    {
        builder.HasIndex(i => new { i.EndedAt, i.Id }, "ix_interventions_ended").HasFilter("ended_at is not null");         // what was closed in a period
        builder.HasIndex(i => new { i.PlannedAt, i.Id }, "ix_interventions_planned").HasFilter("planned_at is not null");   // what was planned in a period
    }
}
