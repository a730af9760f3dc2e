using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;
using OpsFlux.Modules.Maintenance.Interventions.Domain;

namespace OpsFlux.Modules.Maintenance.Interventions.News;

/// <summary>
/// What the job of plans looks for. Each index holds only what nothing has been said of yet, so that a run costs what it tells,
/// however much is planned and however much is late.
/// </summary>
internal sealed class NewsMapping : IEntityTypeConfiguration<Intervention>
{
    private const string Planned = "ended_at is null and started_at is null and deleted_at is null and planned_at is not null";

    public void Configure(EntityTypeBuilder<Intervention> builder)
    {
        builder.HasIndex(i => new { i.PlannedAt, i.Id }, "ix_interventions_day_untold").HasFilter($"{Planned} and lead_id is not null and reminded_day_before is distinct from planned_at");
        builder.HasIndex(i => new { i.PlannedAt, i.Id }, "ix_interventions_hours_untold").HasFilter($"{Planned} and lead_id is not null and reminded_hours_before is distinct from planned_at");
        builder.HasIndex(i => new { i.PlannedAt, i.Id }, "ix_interventions_delay_untold").HasFilter($"{Planned} and delay_told_for is distinct from planned_at");
    }
}

/// <summary>What the migration of these columns does beside them.</summary>
internal static class NewsSchema
{
    /// <summary>Plans that had passed before delays were told: nobody shall hear of all of them in one night.</summary>
    public static void PassOver(MigrationBuilder migrations) =>
        migrations.Sql("update maintenance.interventions set delay_told_for = planned_at where planned_at < now() and ended_at is null");
}
