using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Sla.Recomputing;
using OpsFlux.Modules.Tickets.Compliance;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Sla;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Compliance;

/// <summary>How the database answers the report and a recomputation, with so many clocks that it makes a difference.</summary>
public sealed class ClockPlanTests(PlanApp app) : AppTests<PlanApp>(app)
{
    private const int Tickets = 20_000;

    [Fact]
    public async Task A_month_is_found_by_the_index_of_what_was_decided()
    {
        App.User.Grant(SlaPermissions.View, Scope.All).Grant(TicketPermissions.View, Scope.All);
        await SeedAsync();
        App.Statements.Clear();

        var figures = (await App.RunAsync((GetCompliance use) => use.RunAsync(new(), default))).Value!;

        Assert.InRange(figures.Total.Met, 1, Tickets / 10);
        var statement = Assert.Single(App.Statements, s => s.Text.Contains("GROUP BY", StringComparison.Ordinal));
        var plan = await App.ExplainAsync(statement);
        Assert.Contains("ix_sla_clocks_decided", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on sla_clocks", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recomputation_finds_what_goes_on_without_reading_what_is_over()
    {
        var scene = new ClockScene(App);
        scene.GrantAll();
        var calendar = await scene.CalendarAsync();
        await SeedAsync();
        App.Statements.Clear();

        Assert.Equal(0, (await App.RunAsync((PreviewRecomputation use) => use.RunAsync(RecomputeScope.Everything, default))).Value!.Counts.Looked);
        Assert.Equal(0, (await App.RunAsync((PreviewRecomputation use) => use.RunAsync(new() { CalendarIds = [calendar] }, default))).Value!.Counts.Looked);

        var agreed = App.Statements.Where(s => s.Text.Contains("'Paused'", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, agreed.Count);
        foreach (var statement in agreed)
        {
            var plan = await App.ExplainAsync(statement);
            Assert.True(plan.Contains("ix_sla_clocks_policy", StringComparison.Ordinal) || plan.Contains("ix_sla_clocks_calendar", StringComparison.Ordinal), plan);
        }
    }

    /// <summary>Two years of solved tickets, one clock each, as a bulk load would leave them.</summary>
    private async Task SeedAsync()
    {
        if (await App.SqlAsync("select 1 from tickets.tickets where number = 'PLAN-1'") is not null) return;
        await using var source = NpgsqlDataSource.Create(App.Connections.Migrations);
        await using var command = source.CreateCommand(
            $"""
             insert into tickets.tickets (id, number, external_id, title, ticket_kind, state, requester_id, structure_id, category_id, impact, urgency, priority, opened_at, resolved_at, closed_at, created_at, updated_at, version, reopen_count, reassignment_count)
             select gen_random_uuid(), 'PLAN-' || n, 'PLAN-' || n, 'Panne', 'Incident', 'Closed', '{World.Alice}', '{World.Structure}', '{World.Category}', 'Low', 'Medium', 3, at, at, at, at, at, 1, 0, 0
             from (select n, timestamptz '2026-11-20' - n * interval '50 minutes' as at from generate_series(1, {Tickets}) n) s;
             insert into kernel.sla_clocks (id, record_kind, record_id, code, ordinal, facts, state, started_at, due_at, stopped_at, decided_at, is_lead, taken_step)
             select gen_random_uuid(), 'ticket', t.id, 'resolution', 1, '[]', 'Met', t.opened_at, t.opened_at, t.opened_at, t.opened_at, false, 0 from tickets.tickets t where t.number like 'PLAN-%';
             analyze tickets.tickets;
             analyze kernel.sla_clocks;
             """);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Keeps what is asked of the database, so that it can be explained.</summary>
public sealed class PlanApp : TestApp
{
    public sealed record Statement(string Text, IReadOnlyList<NpgsqlParameter> Parameters);

    public List<Statement> Statements { get; } = [];

    public async Task<string> ExplainAsync(Statement statement)
    {
        await using var command = Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("explain " + statement.Text);
        foreach (var parameter in statement.Parameters) command.Parameters.Add(parameter.Clone());
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    protected override void Change(IServiceCollection services) =>
        services.ConfigureDbContext<AppDbContext>(options => options.AddInterceptors(new Listener(Statements)), ServiceLifetime.Scoped);

    private sealed class Listener(List<Statement> statements) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            statements.Add(new(command.CommandText, [.. command.Parameters.Cast<NpgsqlParameter>().Select(p => p.Clone())]));
            return ValueTask.FromResult(result);
        }
    }
}
