using OpsFlux.Kernel.Calendars;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Tests.Kernel.Calendars.Time.Calendars;

namespace OpsFlux.Tests.Kernel.Sla.Clocks;

/// <summary>The computed cases of the specification, from the agreement to the clock's row.</summary>
public sealed class ClockVectorTests(SlaApp app) : AppTests<SlaApp>(app)
{
    private const string Office = "08:30-12:30 14:00-18:00";

    [Theory]
    [InlineData("V1 a public holiday", "Africa/Casablanca", "2026-07-29 16:00", 480, "2026-07-31 16:00")]
    [InlineData("V2 a public holiday before a weekend", "Africa/Casablanca", "2026-08-13 17:30", 480, "2026-08-17 17:30")]
    [InlineData("V3 within the lunch break", "Africa/Casablanca", "2026-07-27 13:00", 60, "2026-07-27 15:00")]
    [InlineData("V4 a season begins overnight", "Africa/Casablanca", "2026-02-17 16:00", 480, "2026-02-18 15:00", "2026-02-18")]
    [InlineData("V4 without the season", "Africa/Casablanca", "2026-02-17 16:00", 480, "2026-02-18 16:00")]
    [InlineData("V5 around the clock, which goes back", "Africa/Casablanca", "2026-02-14 12:00", 1440, "2026-02-15 11:00", null, true)]
    [InlineData("V6 around the clock, at the end of summer time", "Europe/Paris", "2026-10-24 22:00", 480, "2026-10-25 05:00", null, true)]
    public async Task Vector(string what, string zoneId, string opened, int minutes, string due, string? season = null, bool aroundTheClock = false)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var calendar = await App.CalendarAsync(new()
        {
            ZoneId = zoneId,
            IsAroundTheClock = aroundTheClock,
            Week = [.. Enumerable.Repeat(Office, 5), "", ""],
            Seasons = season is null ? [] : [new("Ramadan", DateOnly.Parse(season, System.Globalization.CultureInfo.InvariantCulture), new(2026, 3, 19), [.. Enumerable.Repeat("09:00-15:00", 5), "", ""])],
            Packs = ["ma"],
        });
        await App.AgreeAsync(await App.PlaceAsync(), resolution: minutes, calendar: calendar);
        App.Clock.Now = At(zone, opened);

        var clock = await App.ClockAsync(await App.OpenAsync(), TicketClocks.Resolution);

        Assert.Equal((what, At(zone, due)), (what, clock.DueAt!.Value));
        Assert.Equal(clock.DueAt, clock.WakeAt);
    }
}
