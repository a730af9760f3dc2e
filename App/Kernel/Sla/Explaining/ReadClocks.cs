using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Policies;

namespace OpsFlux.Kernel.Sla.Explaining;

/// <summary>The clocks of a record as they stand. One statement, and one more where a calendar's version is met for the first time.</summary>
[PartOf]
public sealed class ReadClocks(ModuleCatalog catalog, TimeProvider time) : IUseCase
{
    private static readonly CalendarRules AlwaysOpen = CalendarRules.AroundTheClock(TimeZoneInfo.Utc);

    /// <summary>The latest of each kind for which something is agreed, in the order in which they are shown; what was given up is left out.</summary>
    public async Task<IReadOnlyList<ClockView>> ShownAsync(AppDbContext db, string recordKind, Guid recordId, CancellationToken ct)
    {
        var clocks = db.Set<SlaClock>();
        var latest = clocks.Where(c => c.RecordId == recordId && c.PolicyId != null && !clocks.Any(d => d.RecordId == recordId && d.Code == c.Code && d.Ordinal > c.Ordinal));
        var order = catalog.ClockedKind(recordKind)?.Clocks ?? [];
        return [.. (await ReadAsync(db, latest, ct)).Where(c => c.State is not Engine.ClockState.Cancelled).OrderBy(c => Place(order, c.Code))];
    }

    /// <summary>All there ever were, in the order in which they began.</summary>
    public async Task<IReadOnlyList<ClockView>> AllAsync(AppDbContext db, Guid recordId, CancellationToken ct) =>
        [.. (await ReadAsync(db, db.Set<SlaClock>().Where(c => c.RecordId == recordId), ct)).OrderBy(c => c.StartedAt).ThenBy(c => c.Code, StringComparer.Ordinal).ThenBy(c => c.Ordinal)];

    /// <summary>What each of these clocks measures by.</summary>
    public static async Task<Func<SlaClock, CalendarRules>> RulesAsync(AppDbContext db, IEnumerable<SlaClock> clocks, CancellationToken ct)
    {
        var rules = await ReadCalendars.RulesAsync(db, [.. clocks.Select(c => c.CalendarVersionId).OfType<Guid>().Distinct()], ct);
        return clock => clock.CalendarVersionId is { } version ? rules[version] : AlwaysOpen;
    }

    private async Task<List<ClockView>> ReadAsync(AppDbContext db, IQueryable<SlaClock> clocks, CancellationToken ct)
    {
        var read = await (
            from clock in clocks.AsNoTracking()
            join policy in db.Set<SlaPolicy>() on clock.PolicyId equals policy.Id into policies
            from policy in policies.DefaultIfEmpty()
            select new { Clock = clock, Agreement = policy.Name }).ToListAsync(ct);
        var rules = await RulesAsync(db, read.Select(r => r.Clock), ct);
        var now = time.GetUtcNow();
        return [.. read.Select(r => ClockView.Of(r.Clock, rules(r.Clock), now) with { Agreement = r.Agreement })];
    }

    private static int Place(IReadOnlyList<string> order, string code)
    {
        for (var i = 0; i < order.Count; i++)
            if (order[i] == code) return i;
        return order.Count;
    }
}
