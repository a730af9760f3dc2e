using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Judging;

/// <summary>
/// Leaves a clock out of the figures, takes it back into them, or explains why it was missed. What it measures goes on being
/// measured. Refuses: invalid, not-found, forbidden, not-counted, already-excluded, not-excluded, not-missed.
/// </summary>
[Needs(SlaPermissions.Judge)]
public sealed class JudgeClock(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, TimeProvider time) : IUseCase
{
    private const string Subject = "sla_clock";

    public async Task<Result> ExcludeAsync(RecordRef record, ExcludeClockRequest request, CancellationToken ct)
    {
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        return await JudgeAsync(
            record, request.ClockId, ClockVerdict.Excluded, request.Reason.Trim(),
            clock => clock.State is ClockState.Excluded ? Refusal.Conflict(ClockRefusals.AlreadyExcluded)
                : clock.PolicyId is null || clock.State is ClockState.Cancelled or ClockState.Unagreed or ClockState.NotStarted ? Refusal.Conflict(ClockRefusals.NotCounted) : null,
            ct);
    }

    public Task<Result> IncludeAsync(RecordRef record, Guid clockId, CancellationToken ct) => JudgeAsync(
        record, clockId, ClockVerdict.Included, null, clock => clock.State is ClockState.Excluded ? null : Refusal.Conflict(ClockRefusals.NotExcluded), ct);

    /// <summary>Replaces what was said before, which stays in the timeline.</summary>
    public async Task<Result> JustifyAsync(RecordRef record, JustifyBreachRequest request, CancellationToken ct)
    {
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        return await JudgeAsync(record, request.ClockId, ClockVerdict.Justified, request.Justification.Trim(), _ => null, ct);
    }

    private async Task<Result> JudgeAsync(RecordRef record, Guid clockId, ClockVerdict verdict, string? words, Func<SlaClock, Refusal?> check, CancellationToken ct)
    {
        if (!user.Can(SlaPermissions.Judge)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (kinds.Of(record.Kind) is not { } kind || await kind.FindAsync(db, user, record.Id, ct) is not { } found) return Refusal.NotFound;
        if (!(await kind.ReachesAsync(db, user, record.Id, SlaPermissions.Judge, ct)).IsAllowed) return Refusal.Forbidden;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var book = new ClockBook(record.Kind, record.Id, await ClockWork.LockAsync(db, [record.Id], ct));
        if (book.Clocks.FirstOrDefault(c => c.Id == clockId) is not { } clock) return Refusal.NotFound;
        var agreements = new Agreements(db);
        var (rules, now) = (await agreements.RulesAsync(clock.CalendarVersionId, ct), time.GetUtcNow());
        if (check(clock) is { } refused) return refused;
        if (verdict is ClockVerdict.Justified)
        {
            if (!ClockView.Of(clock, rules, now).IsMissed) return Refusal.Conflict(ClockRefusals.NotMissed);
            (clock.Justification, clock.JustifiedBy, clock.JustifiedAt) = (words, user.Id, now);
        }
        else
        {
            book.Judge(clock, verdict is ClockVerdict.Excluded ? ClockFactKind.Excluded : ClockFactKind.Included, now, words);
            ClockSheet.Fill(clock, rules, await agreements.StepsAsync(clock.PolicyId, clock.Code, ct), now);
            book.Lead();
        }

        Tell(db, found, clock, verdict, words);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }

    /// <summary>Clocks are derived and so not audited by themselves; what a person decides about one is.</summary>
    private static void Tell(AppDbContext db, BusinessRecord record, SlaClock clock, ClockVerdict verdict, string? words)
    {
        record.Log(new() { Kind = TimelineKind.ClockJudged, Field = clock.Code, NewValue = verdict.ToString(), Body = words, IsInternal = true });
        record.Raise(new ClockJudged(clock.Id, clock.Code, verdict));
        AuditWriter.Add(
            db, AuditAction.Change, Subject, clock.Id.ToString(), $"{record.Number}, {clock.Code}",
            System.Text.Json.JsonSerializer.Serialize(new { Verdict = verdict.ToString(), Words = words }, AppDbContext.EventJson));
    }
}
