using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Policies;

namespace OpsFlux.Kernel.Sla.Sweep;

/// <summary>
/// One batch of clocks that are due to be looked at: found by an index of the instants alone, whatever number of records is
/// open. Steps, their effects on records, and the events that tell of them are one transaction, so that each is taken once.
/// </summary>
public sealed class StepTaking(IDbContextFactory<AppDbContext> dbs, IEnumerable<IClockedRecords> owners, IEnumerable<IStepAction> actions, TimeProvider time)
{
    private const int BatchSize = 100;

    /// <summary>A record that somebody is changing is looked at again so much later.</summary>
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);

    /// <summary>How many were looked at: zero when none is due.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        var due = await db.Set<SlaClock>().FromSql(
            $"select * from kernel.sla_clocks where wake_at <= {now} order by wake_at, id limit {BatchSize} for update skip locked").ToListAsync(ct);
        if (due.Count == 0) return 0;

        var agreements = new Agreements(db);
        foreach (var kind in due.GroupBy(c => c.RecordKind))
        {
            var owner = owners.Single(o => o.RecordKind == kind.Key);
            var records = (await owner.LockAsync(db, [.. kind.Select(c => c.RecordId).Distinct()], ct)).ToDictionary(r => r.Id);
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
