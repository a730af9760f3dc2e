using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Jobs;

/// <summary>
/// Chooses when a job runs, goes back to the default, pauses and resumes it. Every instance's scheduler follows at once.
/// Refuses: forbidden, not-found, invalid (no schedule, one that never falls due, or more often than once a minute).
/// </summary>
[Needs(JobPermissions.Manage, Everywhere = true)]
public sealed class ChangeJobSchedule(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(ChangeJobScheduleRequest request, CancellationToken ct)
    {
        if (Refused(request.Code) is { } refused) return refused;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        var cron = string.IsNullOrWhiteSpace(request.Cron) ? null : request.Cron.Trim();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = JobZone.Of(await db.Set<OrganisationSettings>().Select(o => o.ZoneId).FirstOrDefaultAsync(ct));
        if (cron is not null && JobCron.Wrong(cron, zone, clock.GetUtcNow()) is { } wrong) return Refusal.Invalid(new FieldError(nameof(request.Cron), wrong));

        return await ChangeAsync(db, request.Code, schedule => schedule.Cron = cron, ct);
    }

    /// <summary>A paused job keeps its schedule and may be run by hand; what fell due meanwhile is not made up for.</summary>
    public async Task<Result> EnableAsync(string code, bool isEnabled, CancellationToken ct)
    {
        if (Refused(code) is { } refused) return refused;

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ChangeAsync(db, code, schedule => schedule.IsEnabled = isEnabled, ct);
    }

    private Refusal? Refused(string code) =>
        !user.CanEverywhere(JobPermissions.Manage) ? Refusal.Forbidden : catalog.Jobs.All(j => j.Code != code) ? Refusal.NotFound : null;

    private static async Task<Result> ChangeAsync(AppDbContext db, string code, Action<JobSchedule> change, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var schedule = await db.Set<JobSchedule>().SingleOrDefaultAsync(s => s.Code == code, ct);
        if (schedule is null) db.Add(schedule = new() { Code = code });
        change(schedule);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved;
        await Outbox.SignalAsync(db, new(SignalKind.Jobs, []), ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
