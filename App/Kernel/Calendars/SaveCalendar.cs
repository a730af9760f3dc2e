using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars.Holidays;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Calendars;

/// <summary>
/// Adds a calendar or changes one; what it says becomes a new version, and what was measured by an earlier one stays so.
/// Answers its id. Refuses: forbidden, invalid, not-found, stale.
/// </summary>
[Needs(CalendarPermissions.Manage, Everywhere = true)]
public sealed class SaveCalendar(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result<Guid>> RunAsync(SaveCalendarRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(CalendarPermissions.Manage)) return Refusal.Forbidden;
        FieldError[] wrong = [.. RequestValidation.Errors(request), .. CalendarCheck.Of(request)];
        if (wrong.Length > 0) return Refusal.Invalid(wrong);

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var calendar = request.Id is { } id ? await db.Set<Calendar>().SingleOrDefaultAsync(c => c.Id == id, ct) : null;
        if (calendar is null && request.Id is not null) return Refusal.NotFound;
        if (await db.Set<Calendar>().AnyAsync(c => c.Name == request.Name.Trim() && c.Id != request.Id, ct)) return Refusal.Invalid(new FieldError(nameof(request.Name), "name-taken"));

        calendar = await WriteAsync(db, calendar, request, ct);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved.Refusal;
        await transaction.CommitAsync(ct);
        return calendar.Id;
    }

    private async Task<Calendar> WriteAsync(AppDbContext db, Calendar? calendar, SaveCalendarRequest request, CancellationToken ct)
    {
        var current = calendar is null ? null : await db.Set<CalendarVersion>().AsNoTracking().SingleAsync(v => v.Id == calendar.CurrentId, ct);
        var definition = DefinitionOf(request) with { Feasts = await FeastsAsync(db, ct) };
        calendar ??= new Calendar { Name = "", CurrentId = Guid.Empty };
        if (current is null) db.Add(calendar);
        else db.Expect(calendar, request.Version);
        calendar.Name = request.Name.Trim();
        if (current is null || CalendarDefinition.Parse(current.Definition).ToJson() != definition.ToJson()) Renew(db, calendar, definition, (current?.Number ?? 0) + 1);
        return calendar;
    }

    private void Renew(AppDbContext db, Calendar calendar, CalendarDefinition definition, int number)
    {
        var version = new CalendarVersion { CalendarId = calendar.Id, Number = number, Definition = definition.ToJson(), CreatedAt = clock.GetUtcNow(), CreatedBy = user.Id };
        db.Add(version);
        calendar.CurrentId = version.Id;
    }

    private static async Task<ConfirmedFeast[]> FeastsAsync(AppDbContext db, CancellationToken ct) =>
        [.. (await db.Set<FeastConfirmation>().AsNoTracking().OrderBy(f => f.LunarYear).ThenBy(f => f.Feast).ToListAsync(ct)).Select(f => new ConfirmedFeast(f.Feast, f.LunarYear, f.Date))];

    /// <summary>In the one order and spelling, so that what means the same is the same text.</summary>
    private static CalendarDefinition DefinitionOf(SaveCalendarRequest request) => new()
    {
        ZoneId = request.ZoneId,
        IsAroundTheClock = request.IsAroundTheClock,
        Week = Spelt(request.Week),
        Seasons = [.. request.Seasons.OrderBy(s => s.From).Select(s => new SeasonHours(s.Name.Trim(), s.From, s.To, Spelt(s.Week)))],
        Days = [.. request.Days.OrderBy(d => d.Date).Select(d => new ExceptionalDay(d.Date, d.Name.Trim(), HoursText.Of(HoursText.Parse(d.Hours)!)))],   // checked before
        Packs = [.. HolidayPacks.All.Select(p => p.Code).Where(request.Packs.Contains)],
    };

    private static string[] Spelt(IEnumerable<string> week) => [.. week.Select(h => HoursText.Of(HoursText.Parse(h)!))];   // checked before
}
