using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OpsFlux.Modules.Maintenance.Interventions.Domain;

namespace OpsFlux.Modules.Maintenance.Interventions.Archive;

internal sealed class ArchiveMapping : IEntityTypeConfiguration<Intervention>
{
    private const string Archived = "archived_at is not null and deleted_at is null";

    public void Configure(EntityTypeBuilder<Intervention> builder)
    {
        builder.HasIndex(i => new { i.EndedAt, i.Id }, "ix_interventions_to_archive").HasFilter("ended_at is not null and archived_at is null and deleted_at is null");   // the job's next batch
        builder.HasIndex(i => new { i.OpenedAt, i.Id }, "ix_interventions_archived_opened").HasFilter(Archived);
        builder.HasIndex(i => new { i.StructureId, i.OpenedAt, i.Id }, "ix_interventions_archived_structure_opened").HasFilter(Archived);
    }
}
