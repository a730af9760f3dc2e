using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Modules.Maintenance.Figures;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Modules.Tickets.Compliance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Figures;

/// <summary>How the database answers the figures of a week, with so many years around it that it makes a difference.</summary>
public sealed class FigurePlanTests(PlanApp app) : AppTests<PlanApp>(app)
{
    private const int Stops = 40_000;

    [Fact]
    public async Task A_week_is_found_by_its_stops_and_by_what_was_closed_in_it_and_the_other_years_are_not_read()
    {
        App.User.Grant(MaintenancePermissions.ViewFigures, Scope.All).Grant(MaintenancePermissions.View, Scope.All).Grant(AssetPermissions.View, Scope.All);
        await SeedAsync();
        App.Statements.Clear();

        var figures = (await App.RunAsync((GetFigures use) => use.RunAsync(new() { From = new(2024, 3, 4), To = new(2024, 3, 10) }, default))).Value!;

        Assert.InRange(figures.Total.Failures, 1, Stops / 100);
        Assert.InRange(figures.Service.Resolution.Known.Whole, 1, Stops / 100);
        var stops = await App.ExplainAsync(Assert.Single(App.Statements, s => s.Text.Contains("tstzrange", StringComparison.Ordinal)));
        Assert.Contains("ix_downtimes_period", stops, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on downtimes", stops, StringComparison.Ordinal);
        var closed = await App.ExplainAsync(App.Statements.First(s => s.Text.Contains("interventions", StringComparison.Ordinal) && s.Text.Contains("'Closed'", StringComparison.Ordinal)));
        Assert.Contains("ix_interventions_ended", closed, StringComparison.Ordinal);
    }

    /// <summary>Fifty machines over some ten years, each stop with its intervention, as a bulk load would leave them.</summary>
    private async Task SeedAsync()
    {
        await using var source = NpgsqlDataSource.Create(App.Connections.Migrations);
        await using var command = source.CreateCommand(
            $"""
             insert into assets.equipment_types (id, code, name, is_active) values ('{World.Category}', 'plan', 'Presse', true);
             insert into assets.equipment (id, number, external_id, name, type_id, structure_id, life_cycle, state, state_since, created_at, updated_at, version)
             select gen_random_uuid(), 'PLAN-' || n, 'PLAN-' || n, 'Presse ' || n, '{World.Category}', '{World.Structure}', 'InUse', 'Operational', now(), now(), now(), 1 from generate_series(1, 50) n;
             create temporary table happened as
             select n, e.id as equipment_id, timestamptz '2016-01-01' + n * interval '2 hours' as at from generate_series(1, {Stops}) n join assets.equipment e on e.number = 'PLAN-' || (n % 50 + 1);
             insert into assets.downtimes (id, equipment_id, kind, "from", until) select gen_random_uuid(), equipment_id, 'Unplanned', at, at + interval '1 hour' from happened;
             insert into maintenance.interventions (id, number, external_id, title, type, priority, is_urgent, state, equipment_id, requester_id, structure_id, opened_at, started_at, ended_at, visits, created_at, updated_at, version)
             select gen_random_uuid(), 'PLAN-' || n, 'PLAN-' || n, 'Panne', 'Corrective', 3, false, 'Closed', equipment_id, '{World.Alice}', '{World.Structure}', at, at, at + interval '1 hour', 1, at, at, 1 from happened;
             analyze assets.equipment;
             analyze assets.downtimes;
             analyze maintenance.interventions;
             """);
        await command.ExecuteNonQueryAsync();
    }
}
