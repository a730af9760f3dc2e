using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Calendars;

/// <summary>Who works by which calendar, and which ones are in use. Refuses: forbidden, not-found, stale, calendars.in-use.</summary>
[Needs(CalendarPermissions.Manage, Everywhere = true)]
public sealed class ChooseCalendar(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <summary>Structures in reach with what they chose themselves, as a tree's lines; the organisation comes first, without an id.</summary>
    [Needs(CalendarPermissions.View)]
    public async Task<Result<IReadOnlyList<(Guid? StructureId, string? Name, Guid? CalendarId)>>> ListAsync(CancellationToken ct)
    {
        if (user.ReachOf(CalendarPermissions.View) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var chosen = await db.Set<CalendarChoice>().ToDictionaryAsync(c => c.StructureId ?? Guid.Empty, c => (Guid?)c.CalendarId, ct);
        var structures = await db.Set<Structure>().Where(s => s.IsActive && (reach.All || reach.Structures.Contains(s.Id))).OrderBy(s => s.Name).Select(s => new { s.Id, s.Name }).ToListAsync(ct);
        return (List<(Guid?, string?, Guid?)>)[(null, null, chosen.GetValueOrDefault(Guid.Empty)), .. structures.Select(s => ((Guid?)s.Id, (string?)s.Name, chosen.GetValueOrDefault(s.Id)))];
    }

    /// <param name="structureId">Null: the organisation.</param>
    /// <param name="calendarId">Null: what counts above it.</param>
    public async Task<Result> RunAsync(Guid? structureId, Guid? calendarId, CancellationToken ct)
    {
        if (!user.CanEverywhere(CalendarPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (structureId is { } s && !await db.Set<Structure>().AnyAsync(x => x.Id == s, ct)) return Refusal.NotFound;
        if (calendarId is { } c && !await db.Set<Calendar>().AnyAsync(x => x.Id == c && x.IsActive, ct)) return Refusal.NotFound;

        var own = await db.Set<CalendarChoice>().SingleOrDefaultAsync(x => x.StructureId == structureId, ct);
        if (calendarId is null && own is not null) db.Remove(own);
        else if (calendarId is { } chosen && own is not null) own.CalendarId = chosen;
        else if (calendarId is { } first) db.Add(new CalendarChoice { StructureId = structureId, CalendarId = first });
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal?.Code == "already-exists" ? Refusal.Stale : saved;   // somebody else's was the first, this moment
    }

    public async Task<Result> ActivateAsync(Guid id, long version, bool isActive, CancellationToken ct)
    {
        if (!user.CanEverywhere(CalendarPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var calendar = await db.Set<Calendar>().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (calendar is null) return Refusal.NotFound;
        if (!isActive && await db.Set<CalendarChoice>().AnyAsync(c => c.CalendarId == id, ct)) return Refusal.Conflict(CalendarRefusals.InUse);
        db.Expect(calendar, version);
        calendar.IsActive = isActive;
        return await db.TrySaveAsync(ct);
    }
}
