using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Sweep;

namespace OpsFlux.Kernel.Sla.Recomputing;

/// <summary>What computing one clock again came to.</summary>
/// <param name="Before">Its due date until now.</param>
/// <param name="WasBreached">Whether that had passed.</param>
internal sealed record RenewedClock(SlaClock Clock, DateTimeOffset? Before, bool WasBreached)
{
    public bool IsMoved => Cut(Before) != Cut(Clock.DueAt);

    /// <summary>The database keeps microseconds.</summary>
    private static long? Cut(DateTimeOffset? at) => at?.UtcTicks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>
/// Computes clocks again, by the agreements and calendars of this moment and from their own facts; the preview and the real
/// thing are this one code. Takes the clocks of one record at a time.
/// </summary>
/// <param name="versions">Those of the scope's calendars; empty: any.</param>
/// <param name="supposed">By version: what it would say, where a change of calendars is only tried out.</param>
internal sealed class ClockRenewal(AppDbContext db, RecomputeScope scope, Guid[] versions, IReadOnlyDictionary<Guid, CalendarRules> supposed)
{
    private readonly Agreements agreements = new(db);
    private readonly HashSet<Guid> versions = [.. versions];

    /// <summary>Changes the clocks in place; answers those that are in the scope, changed or not, and marks in the book those that changed.</summary>
    public async Task<List<RenewedClock>> RunAsync(ClockBook book, ClockedKind kind, ClockedFacets record, DateTimeOffset now, CancellationToken ct)
    {
        var renewed = new List<RenewedClock>();
        foreach (var clock in book.Clocks.Where(IsConcerned))
        {
            var chosen = await agreements.ChooseAsync(kind, clock.Code, f => record.Values.GetValueOrDefault(f.Property), scope.KeepsRetired ? clock.PolicyId : null, ct);
            if (scope.PolicyId is { } policy && clock.PolicyId != policy && chosen?.Policy.Id != policy) continue;
            var before = new RenewedClock(clock, clock.DueAt, clock.DueAt <= now);
            if (await ChangeAsync(book, clock, chosen, record, now, ct) || before.IsMoved) book.Touch(clock);
            renewed.Add(before);
        }

        return renewed;
    }

    private bool IsConcerned(SlaClock clock) => RecomputeScope.IsOpen(clock)
        && (!scope.OnlyUnagreed || clock.PolicyId is null)
        && (scope.CalendarIds.Count == 0 || (clock.CalendarVersionId is { } version && versions.Contains(version)));

    /// <summary>Whether anything but its due date changed.</summary>
    private async Task<bool> ChangeAsync(ClockBook book, SlaClock clock, Policies.ChosenPolicy? chosen, ClockedFacets record, DateTimeOffset now, CancellationToken ct)
    {
        var version = await agreements.CalendarAsync(chosen, record.StructureId, current: null, ct);
        var isOther = clock.PolicyId != chosen?.Policy.Id || clock.Reason != chosen?.Reason || clock.CalendarVersionId != version || (version is { } v && supposed.ContainsKey(v));
        (clock.PolicyId, clock.Reason, clock.CalendarVersionId) = (chosen?.Policy.Id, chosen?.Reason, version);
        if (chosen?.Target != ClockBook.CourseOf(clock).Target)
        {
            book.Agree(clock, chosen?.Target, now);
            isOther = true;
        }

        var rules = version is { } id && supposed.TryGetValue(id, out var tried) ? tried : await agreements.RulesAsync(version, ct);
        ClockSheet.Fill(clock, rules, await agreements.StepsAsync(clock.PolicyId, clock.Code, ct), now);
        return isOther;
    }
}
