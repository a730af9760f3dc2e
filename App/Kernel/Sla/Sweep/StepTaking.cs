using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Sla.Sweep;

/// <summary>
/// One batch of clocks that are due to be looked at: found by an index of the instants alone, whatever number of records is
/// open. Steps, their effects on records, and the events that tell of them are one transaction, so that each is taken once.
/// A clock that cannot be dealt with is put off, and holds up no other.
/// </summary>
public sealed class StepTaking(
    IDbContextFactory<AppDbContext> dbs, IEnumerable<IClockedRecords> owners, IEnumerable<IStepAction> actions, TimeProvider time, ILogger<StepTaking> log)
{
    private const int BatchSize = 100;

    /// <summary>A clock that failed is tried again so much later.</summary>
    public static readonly TimeSpan Failed = TimeSpan.FromMinutes(5);

    /// <summary>A record that somebody is changing is looked at again so much later.</summary>
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);

    /// <summary>How many were looked at: zero when none is due.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        try
        {
            return await BatchAsync(BatchSize, new(), ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && !DatabaseOutage.Is(e))
        {
            return await OneByOneAsync(ct);
        }
    }

    /// <summary>A batch in which something failed, so that all but that is done.</summary>
    private async Task<int> OneByOneAsync(CancellationToken ct)
    {
        for (var looked = 0; ; looked++)
        {
            if (looked == BatchSize) return looked;
            var claimed = new Claimed();
            try
            {
                if (await BatchAsync(1, claimed, ct) == 0) return looked;
            }
            catch (Exception e) when (!ct.IsCancellationRequested && !DatabaseOutage.Is(e) && claimed.Clock is not null)
            {
                log.LogError(e, "Clock {Clock} could not be dealt with; tried again in {Minutes} minutes", claimed.Clock, Failed.TotalMinutes);
                await using var db = await dbs.CreateDbContextAsync(ct);
                await db.Database.ExecuteSqlAsync($"update kernel.sla_clocks set wake_at = {time.GetUtcNow() + Failed} where id = {claimed.Clock}", ct);
            }
        }
    }

    /// <param name="claimed">Filled in with the first clock of the batch, before anything can fail.</param>
    private async Task<int> BatchAsync(int most, Claimed claimed, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        var due = await db.Set<SlaClock>().FromSql(
            $"select * from kernel.sla_clocks where wake_at <= {now} order by wake_at, id limit {most} for update skip locked").ToListAsync(ct);
        if (due.Count == 0) return 0;
        claimed.Clock = due[0].Id;

        var agreements = new Agreements(db);
        foreach (var kind in due.GroupBy(c => c.RecordKind))
        {
            var owner = owners.Single(o => o.RecordKind == kind.Key);
            var free = await HoldAsync(db, [.. kind.Select(c => c.RecordId).Distinct()], ct);
            var records = (await owner.LockAsync(db, free, ct)).ToDictionary(r => r.Id);
            foreach (var clock in kind)
            {
                if (records.TryGetValue(clock.RecordId, out var record)) await LookAtAsync(db, owner, record, clock, agreements, now, ct);
                else clock.WakeAt = now + Busy;
            }
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return due.Count;
    }

    /// <summary>When the next one is due; null: none is.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<SlaClock>().Where(c => c.WakeAt != null).OrderBy(c => c.WakeAt).Select(c => c.WakeAt).FirstOrDefaultAsync(ct);
    }

    /// <summary>
    /// Locks all clocks of those records, since what a step does may touch any of them; answers the records of which nobody else
    /// holds one. Whoever saves takes a record's clocks in one order: waiting for one while holding another would block both.
    /// </summary>
    private static async Task<Guid[]> HoldAsync(AppDbContext db, Guid[] records, CancellationToken ct) => await db.Database.SqlQuery<Guid>(
        $"""
        with mine as materialized (select record_id from kernel.sla_clocks where record_id = any({records}) for update skip locked)
        select c.record_id as "Value" from kernel.sla_clocks c where c.record_id = any({records})
        group by c.record_id having count(*) = (select count(*) from mine m where m.record_id = c.record_id)
        """).ToArrayAsync(ct);

    private async Task LookAtAsync(AppDbContext db, IClockedRecords owner, BusinessRecord record, SlaClock clock, Agreements agreements, DateTimeOffset now, CancellationToken ct)
    {
        var (rules, steps) = (await agreements.RulesAsync(clock.CalendarVersionId, ct), await agreements.StepsAsync(clock.PolicyId, clock.Code, ct));
        var reached = ClockSheet.Reached(ClockBook.CourseOf(clock), rules, steps, now).Where(s => s > clock.TakenStep).ToArray();
        if (reached is [.., var step])
        {
            clock.TakenStep = step;
            await TakeAsync(db, owner, record, clock, step, reached[..^1], agreements, ct);
        }

        ClockSheet.Fill(clock, rules, steps, now);
    }

    /// <summary>Only the highest of several steps counts: the others are told with it, and do nothing.</summary>
    private async Task TakeAsync(
        AppDbContext db, IClockedRecords owner, BusinessRecord record, SlaClock clock, int step, int[] passedOver, Agreements agreements, CancellationToken ct)
    {
        record.Log(new()
        {
            Kind = TimelineKind.ClockStep,
            Field = clock.Code,
            NewValue = step.ToString(CultureInfo.InvariantCulture),
            OldValue = passedOver.Length == 0 ? null : string.Join(',', passedOver),
            IsInternal = true,
        });
        record.Raise(new ClockStepReached(clock.Id, clock.Code, step, passedOver, clock.PolicyId, clock.DueAt));
        foreach (var wanted in await agreements.StepsAtAsync(clock.PolicyId, clock.Code, step, ct))
            if (actions.FirstOrDefault(a => a.Action == wanted.Action) is { } action)
                await action.RunAsync(db, owner, record, clock, wanted, ct);
    }

    /// <summary>What a failed batch had taken up.</summary>
    private sealed class Claimed
    {
        public Guid? Clock { get; set; }
    }
}

/// <summary>What a step does to the record at once, in the transaction that takes it. Telling people happens after it, by the event.</summary>
public interface IStepAction
{
    StepAction Action { get; }

    Task RunAsync(AppDbContext db, IClockedRecords owner, BusinessRecord record, SlaClock clock, PolicyStep step, CancellationToken ct);
}

internal sealed class RaisePriorityAction : IStepAction
{
    public StepAction Action => StepAction.RaisePriority;

    public Task RunAsync(AppDbContext db, IClockedRecords owner, BusinessRecord record, SlaClock clock, PolicyStep step, CancellationToken ct)
    {
        owner.RaisePriority(record, $"Sla.RaisedAt|Clock.{clock.Code}|{step.Percent}");
        return Task.CompletedTask;
    }
}
