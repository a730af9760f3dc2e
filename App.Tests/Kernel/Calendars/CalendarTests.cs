using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Kernel.Calendars.Time;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Calendars;

public sealed class CalendarTests(TestApp app) : AppTests(app)
{
    private static int made;

    [Fact]
    public async Task A_calendar_is_saved_as_it_was_understood_and_an_edit_keeps_the_earlier_version()
    {
        App.User.Grant(CalendarPermissions.View, Scope.All).Grant(CalendarPermissions.Manage, Scope.All);
        var id = await SavedAsync(Office("8h30-12h30, 14h-18h"));
        var line = await OneAsync(id);
        Assert.Equal(("08:30-12:30 14:00-18:00", 1), (line.Definition.Week[0], await VersionsAsync(id)));

        var edit = Office("9-17");
        (edit.Id, edit.Version, edit.Name) = (id, line.Calendar.Version, line.Calendar.Name);
        Assert.False((await App.RunAsync((SaveCalendar use) => use.RunAsync(edit, default))).Failed);
        var versions = await App.WithDbAsync(db => db.Set<CalendarVersion>().Where(v => v.CalendarId == id).OrderBy(v => v.Number).ToListAsync());
        Assert.Equal(["08:30-12:30 14:00-18:00", "09:00-17:00"], versions.Select(v => CalendarDefinition.Parse(v.Definition).Week[0]));
        Assert.Equal(Refusal.Stale, (await App.RunAsync((SaveCalendar use) => use.RunAsync(edit, default))).Refusal);

        (edit.Version, edit.Name) = (2, edit.Name + " bis");
        Assert.False((await App.RunAsync((SaveCalendar use) => use.RunAsync(edit, default))).Failed);
        Assert.Equal(2, await VersionsAsync(id));   // another name measures nothing anew
    }

    [Fact]
    public async Task What_cannot_be_is_refused_next_to_its_field()
    {
        App.User.Grant(CalendarPermissions.Manage, Scope.All);
        var wrong = Office("18:00-08:00");
        (wrong.ZoneId, wrong.Packs) = ("Mars/Olympus", ["mars"]);
        wrong.Seasons = [Season(1, 20), Season(15, 30)];
        wrong.Days = [new() { Date = new(2026, 12, 24), Name = "Veille" }, new() { Date = new(2026, 12, 24), Name = "Encore" }];
        var refused = (await App.RunAsync((SaveCalendar use) => use.RunAsync(wrong, default))).Refusal!;
        Assert.Equal(
            [("Days", CalendarErrors.DateTwice), ("Packs", "unknown-value"), ("Seasons", CalendarErrors.SeasonsOverlap), ("Week0", CalendarErrors.Hours), ("ZoneId", "unknown-value")],
            refused.Fields.Select(f => (f.Field, f.Code)).Where(f => f.Field is not ("Week1" or "Week2" or "Week3" or "Week4")).Order());

        var never = Office("");
        Assert.Equal(CalendarErrors.NeverOpen, Assert.Single((await App.RunAsync((SaveCalendar use) => use.RunAsync(never, default))).Refusal!.Fields).Code);
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<Calendar>().CountAsync(c => c.Name == wrong.Name || c.Name == never.Name)));
    }

    [Fact]
    public async Task Only_who_may_manage_everywhere_does()
    {
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ListCalendars use) => use.RunAsync(default))).Refusal);
        App.User.Grant(CalendarPermissions.View, Scope.Structure).Grant(CalendarPermissions.Manage, Scope.Structure);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((SaveCalendar use) => use.RunAsync(Office("9-17"), default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ChooseCalendar use) => use.RunAsync(World.Structure, null, default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ConfirmFeast use) => use.RunAsync("mawlid", 1448, new(2026, 8, 25), 0, default))).Refusal);
        Assert.False((await App.RunAsync((ListCalendars use) => use.RunAsync(default))).Failed);
    }

    [Fact]
    public async Task Who_works_by_a_calendar_is_told_as_far_as_one_may_see_calendars()
    {
        App.User.Grant(CalendarPermissions.Manage, Scope.All).Grant(CalendarPermissions.View, Scope.All);
        var (near, far) = (await App.SaveAsync(Make.Structure("Proche")), await App.SaveAsync(Make.Structure("Lointaine")));
        var id = await SavedAsync(Office("9-17"));
        Assert.False((await ChooseAsync(near.Id, id)).Failed || (await ChooseAsync(far.Id, id)).Failed);
        Assert.Equal(new[] { near.Name, far.Name }.Order(StringComparer.CurrentCulture), (await OneAsync(id)).Structures);

        App.User.Grant(CalendarPermissions.View, Scope.Structure, near.Id);

        Assert.Equal([near.Name], (await OneAsync(id)).Structures);
        Assert.Equal([null, near.Id], (await App.RunAsync((ChooseCalendar use) => use.ListAsync(default))).Value!.Select(c => c.StructureId));
        Assert.False((await ChooseAsync(near.Id, null)).Failed || (await ChooseAsync(far.Id, null)).Failed);
    }

    [Fact]
    public async Task A_structure_works_by_its_own_calendar_else_by_the_nearest_above_it()
    {
        App.User.Grant(CalendarPermissions.Manage, Scope.All).Grant(CalendarPermissions.View, Scope.All);
        var parent = await App.SaveAsync(Make.Structure());
        var child = await App.SaveAsync(Make.Structure(parent: parent.Id));
        var (wide, own) = (await SavedAsync(Office("08:00-18:00")), await SavedAsync(Office("10:00-12:00")));

        Assert.False((await ChooseAsync(parent.Id, wide)).Failed);
        Assert.Equal(TimeSpan.FromHours(10), await MondayAsync(child.Id));
        Assert.False((await ChooseAsync(child.Id, own)).Failed);
        Assert.Equal((TimeSpan.FromHours(10), TimeSpan.FromHours(2)), (await MondayAsync(parent.Id), await MondayAsync(child.Id)));
        Assert.Equal(CalendarRefusals.InUse, (await App.RunAsync((ChooseCalendar use) => use.ActivateAsync(own, 1, false, default))).Refusal?.Code);

        Assert.False((await ChooseAsync(child.Id, null)).Failed);
        Assert.False((await App.RunAsync((ChooseCalendar use) => use.ActivateAsync(own, 1, false, default))).Failed);
        Assert.Equal(Refusal.NotFound, (await ChooseAsync(child.Id, own)).Refusal);
        Assert.False((await ChooseAsync(parent.Id, null)).Failed);
        Assert.Null(await MondayAsync(child.Id));
    }

    [Fact]
    public async Task Confirming_a_feast_moves_it_in_every_calendar_that_follows_the_moon_and_in_no_other()
    {
        App.User.Grant(CalendarPermissions.Manage, Scope.All).Grant(CalendarPermissions.View, Scope.All);
        var (moroccan, french) = (Office("9-17"), Office("9-17"));
        (moroccan.Packs, french.Packs) = (["ma"], ["fr"]);
        var (followed, other) = (await SavedAsync(moroccan), await SavedAsync(french));
        var feast = Assert.Single((await App.RunAsync((ConfirmFeast use) => use.ListAsync(default))).Value!, f => f.Feast == "eid-al-adha");
        Assert.Equal((new(2027, 5, 16), null, 0L), (feast.Expected, feast.Confirmed, feast.Version));
        Assert.Equal(DayKind.EstimatedHoliday, await KindAsync(followed, feast.Expected));

        Assert.Equal(
            CalendarErrors.FeastFarOff,
            (await App.RunAsync((ConfirmFeast use) => use.RunAsync(feast.Feast, feast.LunarYear, feast.Expected.AddDays(30), 0, default))).Refusal?.Fields[0].Code);
        Assert.False((await App.RunAsync((ConfirmFeast use) => use.RunAsync(feast.Feast, feast.LunarYear, feast.Expected.AddDays(1), 0, default))).Failed);
        Assert.Equal((DayKind.Closed, DayKind.Holiday), (await KindAsync(followed, feast.Expected), await KindAsync(followed, feast.Expected.AddDays(1))));   // the 16th is a Sunday
        Assert.Equal((2, 1), (await VersionsAsync(followed), await VersionsAsync(other)));
        Assert.Equal(Refusal.Stale, (await App.RunAsync((ConfirmFeast use) => use.RunAsync(feast.Feast, feast.LunarYear, feast.Expected, 0, default))).Refusal);
    }

    [Fact]
    public async Task The_preview_shows_thirteen_months_by_the_rules_that_time_is_measured_with()
    {
        App.User.Grant(CalendarPermissions.Manage, Scope.All).Grant(CalendarPermissions.View, Scope.All);
        var request = Office("9-17");
        (request.Packs, request.Seasons) = (["fr"], [Season(1, 20)]);
        request.Days = [new() { Date = new(2027, 1, 1), Name = "Inventaire", Hours = "10-12" }];
        var id = await SavedAsync(request);
        var days = (await App.RunAsync((PreviewCalendar use) => use.RunAsync(id, default))).Value!;

        Assert.Equal(13, days.DistinctBy(d => (d.Date.Year, d.Date.Month)).Count());
        PreviewDay On(int year, int month, int day) => days.Single(d => d.Date == new DateOnly(year, month, day));
        Assert.Equal((DayKind.Exception, "10:00-12:00", "Inventaire"), (On(2027, 1, 1).Kind, On(2027, 1, 1).Hours, On(2027, 1, 1).Name));
        Assert.Equal((DayKind.Holiday, "", "christmas"), (On(2026, 12, 25).Kind, On(2026, 12, 25).Hours, On(2026, 12, 25).Feasts[0]));
        Assert.Equal((DayKind.Season, "07:00-11:00"), (On(2027, 2, 2).Kind, On(2027, 2, 2).Hours));
    }

    [Fact]
    public async Task Versions_can_be_added_and_never_changed()
    {
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => App.SqlAsync("update kernel.calendar_versions set definition = '{}'"));
        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("8h30-12h30 14h-18h", "08:30-12:30 14:00-18:00")]
    [InlineData(" 9 – 17 ", "09:00-17:00")]
    [InlineData("22:00-24:00,0h-6h", "00:00-06:00 22:00-24:00")]
    [InlineData("08:00-12:00 11:00-13:00", "08:00-13:00")]
    [InlineData("", "")]
    [InlineData("9", null)]
    [InlineData("9-17 matin", null)]
    [InlineData("9-9", null)]
    [InlineData("9:75-10", null)]
    [InlineData("9-25", null)]
    public void Hours_are_read_as_people_write_them(string typed, string? understood) =>
        Assert.Equal(understood, HoursText.Parse(typed) is { } hours ? HoursText.Of(hours) : null);

    private static SaveCalendarRequest Office(string day) => new()
    {
        Name = $"Calendrier {Interlocked.Increment(ref made)}", ZoneId = "Europe/Paris", Week = [day, day, day, day, day, "", ""],
    };

    /// <summary>In February 2027, mornings only.</summary>
    private static SeasonRequest Season(int from, int to) => new()
    {
        Name = "Saison", From = new DateOnly(2027, 2, 1).AddDays(from - 1), To = new DateOnly(2027, 2, 1).AddDays(to - 1), Week = [.. Enumerable.Repeat("7-11", 7)],
    };

    private async Task<Guid> SavedAsync(SaveCalendarRequest request)
    {
        var saved = await App.RunAsync((SaveCalendar use) => use.RunAsync(request, default));
        Assert.Null(saved.Refusal);
        return saved.Value;
    }

    private async Task<CalendarLine> OneAsync(Guid id) => (await App.RunAsync((ListCalendars use) => use.OneAsync(id, default))).Value!;

    private Task<int> VersionsAsync(Guid id) => App.WithDbAsync(db => db.Set<CalendarVersion>().CountAsync(v => v.CalendarId == id));

    private Task<Result> ChooseAsync(Guid structure, Guid? calendar) => App.RunAsync((ChooseCalendar use) => use.RunAsync(structure, calendar, default));

    private async Task<DayKind> KindAsync(Guid calendar, DateOnly date) =>
        (await App.RunAsync((PreviewCalendar use) => use.RunAsync(calendar, default))).Value!.Single(d => d.Date == date).Kind;

    /// <summary>What one Monday gives a structure; null without a calendar.</summary>
    private async Task<TimeSpan?> MondayAsync(Guid structure)
    {
        var all = await App.WithDbAsync(db => new ReadCalendars().AllAsync(db, default));
        return all.TryGetValue(structure, out var rules) ? WorkingTime.Between(rules, Time.Calendars.At(rules.Zone, "2026-11-23 00:00"), Time.Calendars.At(rules.Zone, "2026-11-24 00:00")) : null;
    }
}
