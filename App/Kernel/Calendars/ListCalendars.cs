using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Calendars;

/// <summary>A calendar as the list shows it.</summary>
/// <param name="Structures">Names of those in reach that chose it; <paramref name="IsDefault"/> where the organisation did.</param>
public sealed record CalendarLine(Calendar Calendar, CalendarDefinition Definition, bool IsDefault, IReadOnlyList<string> Structures);

/// <summary>Calendars with what they say. Refuses: forbidden, not-found.</summary>
[Needs(CalendarPermissions.View)]
public sealed class ListCalendars(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<IReadOnlyList<CalendarLine>>> RunAsync(CancellationToken ct)
    {
        if (user.ReachOf(CalendarPermissions.View) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await LinesAsync(db, db.Set<Calendar>(), reach, ct);
    }

    public async Task<Result<CalendarLine>> OneAsync(Guid id, CancellationToken ct)
    {
        if (user.ReachOf(CalendarPermissions.View) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await LinesAsync(db, db.Set<Calendar>().Where(c => c.Id == id), reach, ct) is [var line] ? line : Refusal.NotFound;
    }

    private static async Task<List<CalendarLine>> LinesAsync(AppDbContext db, IQueryable<Calendar> calendars, Reach reach, CancellationToken ct)
    {
        var rows = await calendars.AsNoTracking().OrderBy(c => c.Name)
            .Join(db.Set<CalendarVersion>(), c => c.CurrentId, v => v.Id, (c, v) => new { Calendar = c, v.Definition }).ToListAsync(ct);
        var choices = (await db.Set<CalendarChoice>()
            .GroupJoin(db.Set<Structure>(), c => c.StructureId, s => s.Id, (c, s) => new { c, s }).SelectMany(x => x.s.DefaultIfEmpty(), (x, s) => new { x.c.CalendarId, x.c.StructureId, s!.Name })
            .ToListAsync(ct)).ToLookup(c => c.CalendarId);
        return [.. rows.Select(r => new CalendarLine(
            r.Calendar, CalendarDefinition.Parse(r.Definition), choices[r.Calendar.Id].Any(c => c.StructureId is null),
            [.. choices[r.Calendar.Id].Where(c => c.StructureId is { } id && reach.Covers(id)).Select(c => c.Name).Order(StringComparer.CurrentCulture)]))];
    }
}
