using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Data.Postgres;
using OpsFlux.Kernel.Hosting;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation.Bulk;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Modules;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla;

/// <summary>Tickets that were there before clocks were: the schema of then, plain rows, and the migration.</summary>
public sealed class SlaSchemaTests : IAsyncLifetime
{
    private const string Before = "20261121050445_AccountsAndAccess";

    private static readonly DateTimeOffset Opened = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly string database = $"test_{Guid.CreateVersion7():n}";
    private readonly Random random = new(1);
    private DatabaseConnections connections = null!;    // set before any test runs
    private string superuser = "";

    public async Task InitializeAsync()
    {
        connections = await TestCluster.CreateEmptyAsync(database);
        superuser = await TestCluster.AsSuperuserAsync(connections);
    }

    public Task DisposeAsync() => TestCluster.DropAsync(database);

    [Fact]
    public async Task Open_tickets_get_the_clocks_that_their_timelines_tell_of()
    {
        await UsingAsync(db => db.GetService<IMigrator>().MigrateAsync(Before));
        await TicketAsync("fresh", "New");
        await TicketAsync("waiting", "Waiting", started: "09:00");
        await LinesAsync("waiting", "09:00 New InProgress", "10:00 InProgress Waiting parts", "11:00 Waiting InProgress", "12:00 InProgress Waiting supplier", "13:00 Waiting Waiting requester");
        await TicketAsync("reopened", "Assigned", started: "09:00");
        await LinesAsync("reopened", "09:00 New InProgress", "10:00 InProgress Resolved", "11:00 Resolved Closed", "12:00 Closed Assigned");
        await TicketAsync("resolved", "Resolved", started: "09:00", resolved: "13:30");
        await LinesAsync("resolved", "10:00 InProgress Resolved", "11:00 Resolved Assigned", "13:31 InProgress Resolved");
        await TicketAsync("imported", "InProgress", started: "09:00");
        await LinesAsync("imported", "09:00 New Waiting parts", "09:00 Waiting InProgress", "08:30 - Resolved Import.OutOfOrder");
        await TicketAsync("deleted", "New", deleted: "10:00");
        await TicketAsync("closed", "Closed", closed: "10:00");

        await new Migrator(connections, new ModuleCatalog(ModuleList.All), TimeProvider.System, AuditSecret.Key).RunAsync(default);

        Assert.Equal(
            [
                "deleted resolution Cancelled: 08:00 Started, 10:00 Cancelled deleted", "deleted take-charge Cancelled: 08:00 Started, 10:00 Cancelled deleted",
                "fresh resolution Unagreed: 08:00 Started", "fresh take-charge Unagreed: 08:00 Started",
                "imported resolution Unagreed: 08:00 Started, 09:00 Paused parts, 09:00 Resumed parts", "imported take-charge Unagreed: 08:00 Started, 09:00 Stopped",
                "reopened resolution Unagreed: 08:00 Started, 10:00 Stopped, 12:00 Restarted", "reopened take-charge Unagreed: 08:00 Started, 09:00 Stopped",
                "resolved resolution Unagreed: 08:00 Started, 10:00 Stopped, 11:00 Restarted, 13:30 Stopped", "resolved take-charge Unagreed: 08:00 Started, 09:00 Stopped",
                "waiting resolution Unagreed: 08:00 Started, 10:00 Paused parts, 11:00 Resumed parts, 13:00 Paused requester", "waiting take-charge Unagreed: 08:00 Started, 09:00 Stopped",
            ],
            await StoriesAsync());
    }

    private Task TicketAsync(string number, string state, string? started = null, string? resolved = null, string? closed = null, string? deleted = null) => SqlAsync(
        $"""
        insert into tickets.tickets (id, number, external_id, ticket_kind, title, structure_id, requester_id, category_id, impact, urgency, priority, state,
            opened_at, created_at, updated_at, started_at, resolved_at, closed_at, deleted_at, reopen_count, reassignment_count, version)
        values (gen_random_uuid(), '{number}', '{number}', 'Incident', '{number}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'Low', 'Medium', 4, '{state}',
            {At("08:00")}, {At("08:00")}, {At("08:00")}, {At(started)}, {At(resolved)}, {At(closed)}, {At(deleted)}, 0, 0, 1)
        """);

    /// <summary>Each "time from to reason": the reason of a wait, or a whole key.</summary>
    private async Task LinesAsync(string number, params string[] lines)
    {
        foreach (var (place, line) in lines.Index())
        {
            var parts = line.Split(' ');
            var reason = parts.ElementAtOrDefault(3) is not { } said ? "null" : said.Contains('.', StringComparison.Ordinal) ? $"'{said}'" : $"'WaitingReason.{said}'";
            await SqlAsync(
                $"""
                insert into kernel.timeline (id, record_kind, record_id, at, kind, field, old_value, new_value, reason, is_internal, is_replay)
                select '{RepeatableIds.At(Opened.AddSeconds(place), random)}', 'ticket', id, {At(parts[0])}, 'StateChanged', 'State', nullif('{parts[1]}', '-'), '{parts[2]}', {reason}, false, false
                from tickets.tickets where number = '{number}'
                """);
        }
    }

    private static string At(string? time) => time is null ? "null" : $"timestamptz '2026-11-02 {time}:00+00'";

    /// <summary>Without foreign keys: a ticket of then needs no person here.</summary>
    private async Task SqlAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(superuser);
        await using var command = source.CreateCommand("set session_replication_role = replica; " + sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<string>> StoriesAsync()
    {
        var stories = new List<string>();
        await using var source = NpgsqlDataSource.Create(superuser);
        await using var command = source.CreateCommand(
            "select t.number, c.code, c.state, c.facts::text, c.started_at = t.opened_at and not c.is_lead from kernel.sla_clocks c join tickets.tickets t on t.id = c.record_id order by t.number, c.code");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var facts = FactsJson.Read(reader.GetString(3));   // as the application reads them
            Assert.True(reader.GetBoolean(4));
            Assert.Equal(reader.GetString(2) is "Cancelled", ClockCourse.Of(null, facts).IsCancelled);
            stories.Add($"{reader.GetString(0)} {reader.GetString(1)} {reader.GetString(2)}: {string.Join(", ", facts.OrderBy(f => f.At).ThenBy(f => f.Kind).Select(f => $"{f.At:HH:mm} {f.Kind} {f.Key}".TrimEnd()))}");
        }

        return stories;
    }

    private async Task UsingAsync(Func<AppDbContext, Task> act)
    {
        await using var source = NpgsqlDataSource.Create(connections.Migrations);
        var options = new DbContextOptionsBuilder<AppDbContext>();
        KernelServices.Configure(options, source);
        await using var db = new AppDbContext(options.Options, new SystemUser(), new ModuleCatalog(ModuleList.All), TimeProvider.System, AuditSecret.Key);
        await act(db);
    }
}
