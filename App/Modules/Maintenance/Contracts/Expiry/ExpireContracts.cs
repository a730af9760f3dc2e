using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Maintenance.Contracts.Rates;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Expiry;

/// <summary>
/// Every night: contracts whose last day is over expire, or begin another term where they renew by themselves; and whoever
/// looks after them is reminded of ends and notices. Twice is harmless. A contract that somebody changes at that moment is left to the next run.
/// </summary>
internal sealed class ExpireContracts(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IScheduledJob
{
    private const int BatchSize = 200;

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        var today = await TodayAsync(ct);
        var (expired, renewed, reminded) = (0, 0, 0);
        while (true)
        {
            var (ended, again) = await EndBatchAsync(today, ct);
            (expired, renewed) = (expired + ended, renewed + again);
            if (ended + again < BatchSize) break;
        }

        reminded = await RemindAsync(today, ct);
        return new("Job.maintenance.expire-contracts.Done", Text(expired), Text(renewed), Text(reminded));
    }

    /// <summary>In the organisation's zone.</summary>
    private async Task<DateOnly> TodayAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = await db.Set<OrganisationSettings>().Select(o => o.ZoneId).SingleOrDefaultAsync(ct) ?? "Africa/Casablanca";
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
    }

    private async Task<(int Expired, int Renewed)> EndBatchAsync(DateOnly today, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var contracts = await db.Set<Contract>().FromSql(
            $"""
             select c.* from maintenance.contracts c where c.state = 'Active' and c.deleted_at is null and c.ends_on < {today}
             order by c.ends_on, c.id limit {BatchSize} for update skip locked
             """).IgnoreQueryFilters().ToListAsync(ct);
        foreach (var contract in contracts)
        {
            // The system renews as often as it takes: an instance that was off for years catches up.
            do Step(contract, contract.RenewsByItself ? ContractTrigger.Renew : ContractTrigger.Expire, today);
            while (contract.RenewsByItself && contract.EndsOn < today);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (contracts.Count(c => !c.RenewsByItself), contracts.Count(c => c.RenewsByItself));
    }

    private void Step(Contract contract, ContractTrigger trigger, DateOnly today)
    {
        var step = ContractWorkflow.Instance.Find(contract, contract.State, trigger, user);
        // The rows were chosen and locked by what the table asks for, so a refusal is a bug of ours.
        if (step.Failed) throw new InvalidOperationException($"{contract.Number} could not take {trigger}: {step.Refusal.Code}");
        contract.Move(step.Value, today, reason: null);
    }

    private async Task<int> RemindAsync(DateOnly today, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var latest = today.AddDays(ContractReminders.DaysAhead);
        var near = await db.Set<Contract>().Where(c => c.State == ContractState.Active && (c.EndsOn <= latest || (c.NoticeDays != null && c.EndsOn <= latest.AddDays(c.NoticeDays.Value)))).OrderBy(c => c.Id).ToListAsync(ct);
        Guid[] ids = [.. near.Select(c => c.Id)];
        var told = (await db.Set<Consumption.ContractAlert>().AsNoTracking().Where(a => ids.Contains(a.ContractId)).ToListAsync(ct)).ToLookup(a => a.ContractId);
        var reminders = 0;
        foreach (var contract in near)
        {
            foreach (var reminder in ContractReminders.Of(contract, today, told[contract.Id]))
            {
                db.Add(new Consumption.ContractAlert { ContractId = contract.Id, Topic = reminder.Topic, Term = contract.StartsOn, Step = reminder.Step, At = clock.GetUtcNow() });
                contract.Raise(new ContractEnding(contract.Id, reminder.On, reminder.On.DayNumber - today.DayNumber, reminder.Topic == ContractReminders.Notice));
                reminders++;
            }
        }

        await db.SaveChangesAsync(ct);
        return reminders;
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
