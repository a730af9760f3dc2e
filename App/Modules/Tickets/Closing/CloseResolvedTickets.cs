using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Closing;

/// <summary>
/// Closes tickets that stay resolved for longer than their structure waits, in the requester's place. Each batch locks its
/// rows; one that somebody is changing at that moment is left to the next run.
/// </summary>
internal sealed class CloseResolvedTickets(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadSettings settings, ReadCalendars calendars, TimeProvider clock) : IScheduledJob
{
    private const int BatchSize = 200;

    /// <summary>Working days of the structure's calendar, whole ones after the day of the resolution; 24 hours each where it has none. 0: never.</summary>
    public static readonly NumberSetting Days = new("tickets.CloseAfterDays", Default: 7, Min: 0, Max: 365);

    /// <param name="Before">What was resolved at this instant or earlier is due.</param>
    private sealed record Limit(int Days, DateTimeOffset Before);

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var limits = await LimitsAsync(now, ct);
        var closed = 0;
        while (limits.Count > 0)
        {
            var batch = await CloseBatchAsync(limits, now, ct);
            closed += batch;
            if (batch < BatchSize) break;
        }

        return new("Job.tickets.close-resolved.Done", closed.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>By structure, those that never close left out.</summary>
    private async Task<Dictionary<Guid, Limit>> LimitsAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var working = await calendars.AllAsync(db, ct);
        var before = new Dictionary<(CalendarRules?, int), DateTimeOffset?>();   // structures share calendars
        return (await settings.NumbersAsync(db, Days, ct)).Where(l => l.Value > 0)
            .Select(l => (l.Key, Days: l.Value, Before: Before(working.GetValueOrDefault(l.Key), l.Value)))
            .Where(l => l.Before is not null).ToDictionary(l => l.Key, l => new Limit(l.Days, l.Before!.Value));

        DateTimeOffset? Before(CalendarRules? calendar, int days)
        {
            if (calendar is null) return now.AddDays(-days);
            if (!before.TryGetValue((calendar, days), out var known)) before[(calendar, days)] = known = WorkingTime.BeganBefore(calendar, now, days)?.AddTicks(-TimeSpan.TicksPerMicrosecond);
            return known;
        }
    }

    private async Task<int> CloseBatchAsync(Dictionary<Guid, Limit> limits, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var tickets = await DueAsync(db, limits, ct);
        foreach (var ticket in tickets)
        {
            var step = TicketWorkflow.Instance.Find(ticket, ticket.State, TicketTrigger.Expire, user);
            // The rows were chosen and locked by what the table asks for, so a refusal is a bug of ours.
            if (step.Failed) throw new InvalidOperationException($"{ticket.Number} could not be closed: {step.Refusal.Code}");
            ticket.Expire(step.Value, limits[ticket.StructureId].Days, now);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return tickets.Count;
    }

    private static Task<List<Ticket>> DueAsync(AppDbContext db, Dictionary<Guid, Limit> limits, CancellationToken ct)
    {
        Guid[] structures = [.. limits.Keys];
        DateTimeOffset[] before = [.. limits.Values.Select(l => l.Before)];
        var latest = before.Max();

        // In the order of the partial index, so that it stops at the batch: joined to the limits instead, every batch would read and sort all that
        // is due (1.9 s with 14,000 of a million). A structure without a limit has no position, and null closes nothing.
        return db.Set<Ticket>().FromSql(
            $"""
             select t.* from tickets.tickets t
             where t.state = 'Resolved' and t.deleted_at is null and t.resolved_at <= {latest}
               and t.resolved_at <= ({before})[array_position({structures}, t.structure_id)]
             order by t.resolved_at, t.id limit {BatchSize} for update of t skip locked
             """).IgnoreQueryFilters().ToListAsync(ct);
    }
}
