using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars.Holidays;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Calendars;

/// <summary>A lunar feast of the coming months.</summary>
/// <param name="Expected">As the calendar computes it.</param>
/// <param name="Confirmed">As it was announced; null until somebody said so.</param>
public sealed record FeastLine(string Feast, int LunarYear, DateOnly Expected, DateOnly? Confirmed, long Version);

/// <summary>
/// Lunar feasts: expected until confirmed. Confirming one makes a new version of every calendar that follows the moon, in
/// the same transaction. Refuses: forbidden, not-found, stale, calendars.feast-far-off.
/// </summary>
[Needs(CalendarPermissions.Manage, Everywhere = true)]
public sealed class ConfirmFeast(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    private const int MonthsBack = 1, MonthsAhead = 13;

    [Needs(CalendarPermissions.View)]
    public async Task<Result<IReadOnlyList<FeastLine>>> ListAsync(CancellationToken ct)
    {
        if (!user.Can(CalendarPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = await db.Set<FeastConfirmation>().AsNoTracking().ToDictionaryAsync(f => (f.Feast, f.LunarYear), ct);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var (first, last) = (today.AddMonths(-MonthsBack), today.AddMonths(MonthsAhead));
        var feasts =
            from feast in HolidayPacks.Feasts
            from year in LunarYear.Between(first.Year, last.Year)
            let expected = LunarYear.DateOf(year, feast.Month, feast.Day)
            where expected >= first && expected <= last
            let confirmed = known.GetValueOrDefault((feast.Code, year))
            orderby expected
            select new FeastLine(feast.Code, year, expected, confirmed?.Date, confirmed?.Version ?? 0);
        return feasts.ToList();
    }

    /// <param name="version">Of what the person saw; 0 where nobody had confirmed it.</param>
    public async Task<Result> RunAsync(string feast, int lunarYear, DateOnly date, long version, CancellationToken ct)
    {
        if (!user.CanEverywhere(CalendarPermissions.Manage)) return Refusal.Forbidden;
        if (HolidayPacks.Feasts.FirstOrDefault(f => f.Code == feast) is not { } declared || !LunarYear.Between(date.Year - 1, date.Year + 1).Contains(lunarYear)) return Refusal.NotFound;
        if (Math.Abs(LunarYear.DateOf(lunarYear, declared.Month, declared.Day).DayNumber - date.DayNumber) > CalendarLimits.FeastDaysOff)
            return Refusal.Invalid(new FieldError("Date", CalendarErrors.FeastFarOff, CalendarLimits.FeastDaysOff));

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var known = await db.Set<FeastConfirmation>().ToListAsync(ct);
        var row = known.Find(f => f.Feast == feast && f.LunarYear == lunarYear);
        if ((row?.Version ?? 0) != version) return Refusal.Stale;
        if (row is null) known.Add(row = Add(db, new() { Feast = feast, LunarYear = lunarYear, Date = date }));
        else if (row.Date == date) return Result.Ok;
        else db.Expect(row, version);
        row.Date = date;

        await RenewAsync(db, MoonCalendars.FeastsOf(known), feast, ct);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved.Refusal.Code == "already-exists" ? Refusal.Stale : saved;
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    private static FeastConfirmation Add(AppDbContext db, FeastConfirmation row)
    {
        db.Add(row);
        return row;
    }

    private async Task RenewAsync(AppDbContext db, IReadOnlyList<ConfirmedFeast> feasts, string feast, CancellationToken ct)
    {
        foreach (var (calendar, current, definition) in await MoonCalendars.RenewedAsync(db, feasts, ct))
        {
            var next = new CalendarVersion
            {
                CalendarId = calendar.Id, Number = current.Number + 1, Definition = definition.ToJson(), CreatedAt = clock.GetUtcNow(), CreatedBy = user.Id, Feast = feast,
            };
            db.Add(next);
            calendar.CurrentId = next.Id;
            calendar.Version++;
        }
    }
}
