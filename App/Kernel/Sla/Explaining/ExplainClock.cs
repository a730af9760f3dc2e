using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Explaining;

/// <summary>A facet that an agreement asked for, and the value that fitted.</summary>
/// <param name="Text">A name, or the key of one.</param>
public sealed record MatchedFacet(string Facet, string Text);

/// <summary>What was agreed from an instant on; null: nothing.</summary>
public sealed record AgreedTarget(DateTimeOffset At, ClockTarget? Target);

/// <summary>How a clock came to show what it shows.</summary>
/// <param name="Calendar">Name of the calendar; null: around the clock.</param>
/// <param name="Because">Why this agreement; empty: it holds for all.</param>
/// <param name="Targets">In the order of time; the last one counts.</param>
public sealed record ClockExplanation(ClockView Clock, string? Calendar, IReadOnlyList<MatchedFacet> Because, IReadOnlyList<AgreedTarget> Targets, IReadOnlyList<ClockSegment> Segments)
{
    /// <summary>Why it counts for nothing, as somebody wrote; null while it counts.</summary>
    public string? ExcludedFor { get; init; }

    /// <summary>What somebody said of why it was missed.</summary>
    public string? Justification { get; init; }

    /// <summary>Whether the reader may leave it out of the figures and explain a breach.</summary>
    public bool MayJudge { get; init; }
}

/// <summary>Explains one clock of a record to whoever may see what is internal on it. Refuses: not-found, forbidden.</summary>
[NeedsOnRecord(RecordRight.SeeInternal)]
public sealed class ExplainClock(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, ModuleCatalog catalog, TimeProvider time) : IUseCase
{
    public async Task<Result<ClockExplanation>> RunAsync(RecordRef record, Guid clockId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await kinds.AccessAsync(db, user, record, ct) is not { } access) return Refusal.NotFound;
        if (!access.SeeInternal) return Refusal.Forbidden;
        var found = await (
            from clock in db.Set<SlaClock>().AsNoTracking().Where(c => c.Id == clockId && c.RecordId == record.Id)
            join policy in db.Set<SlaPolicy>() on clock.PolicyId equals policy.Id into policies
            from policy in policies.DefaultIfEmpty()
            join version in db.Set<CalendarVersion>() on clock.CalendarVersionId equals version.Id into versions
            from version in versions.DefaultIfEmpty()
            join calendar in db.Set<Calendar>() on version.CalendarId equals calendar.Id into calendars
            from calendar in calendars.DefaultIfEmpty()
            select new { Clock = clock, Agreement = policy.Name, version.Definition, Calendar = calendar.Name }).SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound;

        var rules = (await ReadClocks.RulesAsync(db, [found.Clock], ct))(found.Clock);
        var now = time.GetUtcNow();
        var names = found.Definition is null ? DayNames.None : new DayNames(CalendarDefinition.Parse(found.Definition));
        return new ClockExplanation(
            ClockView.Of(found.Clock, rules, now) with { Agreement = found.Agreement }, found.Calendar, await BecauseAsync(db, record.Kind, found.Clock.Reason, ct),
            TargetsOf(found.Clock), ClockStory.Of(ClockBook.CourseOf(found.Clock), rules, names, now))
        {
            ExcludedFor = ClockBook.CourseOf(found.Clock).ExcludedFor,
            Justification = found.Clock.Justification,
            MayJudge = user.Can(SlaPermissions.Judge) && (await kinds.Of(record.Kind)!.ReachesAsync(db, user, record.Id, SlaPermissions.Judge, ct)).IsAllowed,   // a kind that gave access is there
        };
    }

    /// <summary>An agreement that was chosen again for the same target says nothing new.</summary>
    private static List<AgreedTarget> TargetsOf(SlaClock clock)
    {
        var targets = new List<AgreedTarget>();
        foreach (var fact in FactsJson.Read(clock.Facts).Where(f => f.Kind is ClockFactKind.TargetChanged).OrderBy(f => f.At))
            if (targets.Count == 0 || targets[^1].Target != fact.Target) targets.Add(new(fact.At, fact.Target));
        return targets;
    }

    /// <summary>Ids of places and categories by their names, one statement for each of these facets; the other values by the keys of theirs.</summary>
    private async Task<IReadOnlyList<MatchedFacet>> BecauseAsync(AppDbContext db, string kind, string? reason, CancellationToken ct)
    {
        var because = new List<MatchedFacet>();
        foreach (var (code, value) in PolicyReason.Read(reason))
        {
            var facet = catalog.ClockedKind(kind)?.Facets.FirstOrDefault(f => f.Code == code);
            var name = Guid.TryParse(value, out var id) && facet?.Choices is { } choices
                ? await choices(db).Where(c => c.Id == id).Select(c => c.Name).FirstOrDefaultAsync(ct) ?? "?"
                : $"{(facet is { ValueTexts: { Length: > 0 } texts } ? texts : code)}.{value}";
            because.Add(new(code, name));
        }

        return because;
    }
}
