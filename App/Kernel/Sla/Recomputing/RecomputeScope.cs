using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;

namespace OpsFlux.Kernel.Sla.Recomputing;

/// <summary>Which of the clocks that go on are computed again. Nothing said: all of them. One thing at most is said.</summary>
public sealed record RecomputeScope
{
    public static readonly RecomputeScope Everything = new();

    // One by one, so that the statement names the states as the partial indexes do.
    private static readonly Expression<Func<SlaClock, bool>> Agreed = c => c.State == ClockState.Running || c.State == ClockState.Paused || c.State == ClockState.Breached;
    private static readonly Expression<Func<SlaClock, bool>> Unagreed = c => c.State == ClockState.Unagreed && c.StoppedAt == null;

    /// <summary>Clocks that have this agreement, and those that would get it.</summary>
    public Guid? PolicyId { get; init; }

    /// <summary>Clocks that are measured by any version of one of these calendars. Empty: no such limit.</summary>
    public IReadOnlyList<Guid> CalendarIds { get; init; } = [];

    /// <summary>Clocks for which nothing is agreed.</summary>
    public bool OnlyUnagreed { get; init; }

    /// <summary>
    /// An agreement that is out of use stays with clocks that have it where only calendars are in question; otherwise they are
    /// computed by the agreements that are in use.
    /// </summary>
    public bool KeepsRetired => CalendarIds.Count > 0;

    /// <summary>For the audit log.</summary>
    public override string ToString() =>
        PolicyId is { } policy ? $"policy {policy}" : CalendarIds.Count > 0 ? $"calendars {string.Join(',', CalendarIds)}" : OnlyUnagreed ? "without an agreement" : "everything";

    /// <summary>The records whose clocks may be in it. At most two statements, by the indexes of open clocks; those without an agreement have none.</summary>
    internal async Task<Guid[]> RecordsAsync(AppDbContext db, CancellationToken ct)
    {
        var clocks = db.Set<SlaClock>();
        if (CalendarIds.Count > 0)
        {
            var versions = await VersionsAsync(db, ct);
            return await clocks.Where(Agreed).Where(c => versions.Contains(c.CalendarVersionId!.Value)).Select(c => c.RecordId).Distinct().ToArrayAsync(ct);
        }

        var unagreed = await clocks.Where(Unagreed).Select(c => c.RecordId).ToListAsync(ct);
        if (OnlyUnagreed) return [.. unagreed.Distinct()];
        return [.. unagreed.Union(await clocks.Where(Agreed).Select(c => c.RecordId).Distinct().ToListAsync(ct))];
    }

    /// <summary>Versions of the calendars; empty where none is named.</summary>
    internal async Task<Guid[]> VersionsAsync(AppDbContext db, CancellationToken ct)
    {
        Guid[] calendars = [.. CalendarIds];
        return calendars.Length == 0 ? [] : await db.Set<CalendarVersion>().Where(v => calendars.Contains(v.CalendarId)).Select(v => v.Id).ToArrayAsync(ct);
    }

    /// <summary>Whether time or a new agreement can still change what the clock shows.</summary>
    internal static bool IsOpen(SlaClock clock) => ClockSheet.GoesOn(clock.State) || clock is { State: ClockState.Unagreed, StoppedAt: null };
}
