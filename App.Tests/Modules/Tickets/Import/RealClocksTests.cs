using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace OpsFlux.Tests.Modules.Tickets.Import;

/// <summary>
/// The whole real extract under agreements by priority: every clock is computed again minute by minute from the rows of the
/// file, by a simulation that shares nothing with the engine, and every disagreement is listed.
/// </summary>
public sealed class RealClocksTests(ServiceNowApp app, ITestOutputHelper output) : AppTests<ServiceNowApp>(app)
{
    private const string File = "servicenow-incident-events.csv";

    /// <summary>Minutes or working days for taking in charge and resolving, by priority.</summary>
    private static readonly Dictionary<Priority, (PolicyTarget TakeCharge, PolicyTarget Resolution)> Agreed = new()
    {
        [Priority.Critical] = (new(TicketClocks.TakeCharge, 15, null), new(TicketClocks.Resolution, 240, null)),
        [Priority.High] = (new(TicketClocks.TakeCharge, 60, null), new(TicketClocks.Resolution, 480, null)),
        [Priority.Normal] = (new(TicketClocks.TakeCharge, 120, null), new(TicketClocks.Resolution, 1440, null)),
        [Priority.Low] = (new(TicketClocks.TakeCharge, 0, null), new(TicketClocks.Resolution, null, 5)),
    };

    [RealDataFact(File)]
    public async Task Every_clock_agrees_with_a_count_of_its_minutes()
    {
        var calendar = await SetUpAsync();
        var file = await System.IO.File.ReadAllBytesAsync(RealData.Find(File)!);

        await App.ImportAsync(file);

        var incidents = MinuteIncident.ReadAll(file);
        var tickets = await App.WithDbAsync(db => db.Set<Ticket>().AsNoTracking().ToDictionaryAsync(t => t.Id));
        var clocks = await App.WithDbAsync(db => db.Set<SlaClock>().AsNoTracking().ToListAsync());
        var (week, rules) = (new MinuteWeek(), calendar.ToRules());
        var disagreements = new List<string>();
        foreach (var clock in clocks) Compare(clock, tickets[clock.RecordId], incidents[tickets[clock.RecordId].ExternalId], week, rules, disagreements);

        output.WriteLine($"{incidents.Count} tickets, {clocks.Count} clocks, {disagreements.Count} disagreements; {string.Join(", ", clocks.CountBy(c => c.State).Select(s => $"{s.Value} {s.Key}"))}");
        foreach (var disagreement in disagreements) output.WriteLine(disagreement);
        Assert.Empty(disagreements);
        Assert.Equal((596, 596 * 2), (incidents.Count, clocks.Count));
        Assert.True(clocks.Exists(c => c.State is ClockState.Met) && clocks.Exists(c => c.State is ClockState.MetLate));
        Assert.False(await App.WithDbAsync(db => db.Set<EventRow>().AnyAsync()));
        Assert.False(await App.WithDbAsync(db => db.Set<TimelineEntry>().AnyAsync(e => e.Kind == TimelineKind.ClockStep)));
    }

    private static void Compare(SlaClock clock, Ticket ticket, MinuteIncident incident, MinuteWeek week, CalendarRules rules, List<string> disagreements)
    {
        var isResolution = clock.Code == TicketClocks.Resolution;
        var (takeCharge, resolution) = Agreed[ticket.Priority];
        var target = isResolution ? resolution : takeCharge;
        var counted = isResolution ? incident.Resolution(week, target) : incident.TakeCharge(week, target);

        var course = ClockCourse.Of(null, FactsJson.Read(clock.Facts));
        var reading = ClockReading.Of(course, rules, FakeClock.Start);
        void Check<T>(string what, T expected, T actual)
        {
            if (!Equals(expected, actual)) disagreements.Add($"{ticket.ExternalId} {clock.Code}: {what} is {actual}, counted {expected}");
        }

        Check("priority", incident.Priority, (int)ticket.Priority);
        Check("start", incident.Opened, clock.StartedAt!.Value.UtcDateTime);
        Check("stop", counted.Stopped, clock.StoppedAt?.UtcDateTime);
        Check("elapsed", TimeSpan.FromMinutes(counted.Elapsed), reading.Elapsed);
        Check("allowed", TimeSpan.FromMinutes(counted.Allowed), reading.Allowed);
        Check("due", counted.Due, clock.DueAt?.UtcDateTime);
        Check("state", counted.Elapsed <= counted.Allowed ? ClockState.Met : ClockState.MetLate, clock.State);
        Check("wake", null, clock.WakeAt);
        // Half-way through its life, too: what people saw then.
        var middle = incident.Opened.AddMinutes(Math.Floor((counted.Stopped - incident.Opened).TotalMinutes / 2));
        Check("elapsed in the middle", TimeSpan.FromMinutes(counted.ElapsedAt(middle)), ClockReading.ElapsedAt(course, rules, new(middle, TimeSpan.Zero)));
    }

    /// <summary>France, with a lunch break, a season and a bridge day; agreements ask for the structure that imports go to.</summary>
    private async Task<CalendarDefinition> SetUpAsync()
    {
        var definition = new CalendarDefinition
        {
            ZoneId = "Europe/Paris",
            Week = [.. Enumerable.Repeat("08:30-12:30 14:00-18:00", 5), "", ""],
            Seasons = [new("Été", new(2016, 7, 25), new(2016, 8, 19), [.. Enumerable.Repeat("07:00-13:30", 5), "", ""])],
            Days = [new(new(2016, 5, 6), "Pont", ""), new(new(2016, 3, 12), "Inventaire", "09:00-11:15")],
            Packs = ["fr"],
        };
        var (calendarId, versionId) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var calendar = new OpsFlux.Kernel.Calendars.Calendar { Id = calendarId, Name = "Bureau", CurrentId = versionId };
        await App.SaveAllAsync(calendar, new CalendarVersion { Id = versionId, CalendarId = calendarId, Number = 1, Definition = definition.ToJson(), CreatedAt = FakeClock.Start, CreatedBy = World.Alice });
        foreach (var (priority, (takeCharge, resolution)) in Agreed)
        {
            await App.SaveAsync(new SlaPolicy
            {
                Name = $"Contrat {priority}",
                RecordKind = Ticket.RecordKind,
                CalendarId = calendarId,
                Definition = new PolicyDefinition
                {
                    Conditions = [new("structure", [World.Structure.ToString()]), new("priority", [priority.ToString()])],
                    Targets = [takeCharge, resolution],
                    Steps = [new(null, 75, StepAction.Notify, StepReceiver.Assignee)],
                }.ToJson(),
            });
        }

        return definition;
    }

    /// <summary>Which minutes of these years work is done in, asked of the wall clock one by one.</summary>
    private sealed class MinuteWeek
    {
        private static readonly DateTime First = new(2016, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

        /// <summary>As they stand in a French diary of 2016 and 2017, and the bridge day.</summary>
        private static readonly HashSet<string> Closed =
        [
            "2016-01-01", "2016-03-28", "2016-05-01", "2016-05-05", "2016-05-08", "2016-05-16", "2016-07-14", "2016-08-15", "2016-11-01", "2016-11-11", "2016-12-25",
            "2017-01-01", "2017-04-17", "2017-05-01", "2017-05-08", "2017-05-25", "2017-06-05", "2017-07-14", "2017-08-15", "2017-11-01", "2017-11-11", "2017-12-25", "2016-05-06",
        ];

        private readonly bool[] works = new bool[730 * 1440];
        private readonly DateTime[] dates = new DateTime[730 * 1440];

        public MinuteWeek()
        {
            for (var minute = 0; minute < works.Length; minute++)
            {
                var local = TimeZoneInfo.ConvertTimeFromUtc(First.AddMinutes(minute), Paris);
                (works[minute], dates[minute]) = (IsOpen(local), local.Date);
            }
        }

        public static int Of(DateTime utc) => (int)(utc - First).TotalMinutes;
        public static DateTime At(int minute) => First.AddMinutes(minute);
        public bool Works(int minute) => works[minute];

        /// <summary>The end of the n-th day with work after the day that minute falls on.</summary>
        public int EndOfDay(int minute, int days)
        {
            var (day, end) = (dates[minute], 0);
            while (dates[minute] == day) minute++;
            for (var seen = 0; ; seen++)
            {
                day = dates[minute];
                var hasWork = false;
                for (; dates[minute] == day; minute++)
                    if (works[minute]) (hasWork, end) = (true, minute + 1);
                if (!hasWork) seen--;
                else if (seen == days - 1) return end;
            }
        }

        private static bool IsOpen(DateTime local)
        {
            var (date, time) = (local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (local.Hour * 100) + local.Minute);
            if (date == "2016-03-12") return time is >= 900 and < 1115;
            if (Closed.Contains(date) || local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) return false;
            if (string.CompareOrdinal(date, "2016-07-25") >= 0 && string.CompareOrdinal(date, "2016-08-19") <= 0) return time is >= 700 and < 1330;
            return time is (>= 830 and < 1230) or (>= 1400 and < 1800);
        }
    }

    /// <summary>What was counted, and what is needed to count up to any other minute.</summary>
    private sealed record Counted(DateTime Stopped, int Elapsed, int Allowed, DateTime Due, Func<DateTime, int> ElapsedAt);

    /// <summary>One incident as its rows tell it, read the plainest way.</summary>
    private sealed class MinuteIncident
    {
        private readonly int start, taken;
        private readonly List<(int From, int To)> waits = [];
        private readonly List<(int Resolved, int Reopened)> undone = [];
        private readonly int resolved;

        private MinuteIncident(List<Dictionary<string, string>> file)
        {
            var rows = file.OrderBy(r => int.Parse(r["sys_mod_count"], CultureInfo.InvariantCulture)).ThenBy(r => Time(r["sys_updated_at"])).ToList();
            Opened = Time(rows[^1]["opened_at"]);
            Priority = rows[^1]["priority"][0] - '0';
            start = MinuteWeek.Of(Opened);
            var (last, firstWork, lastResolved, reopenings, waitingSince) = (start, int.MaxValue, -1, -1, -1);
            foreach (var row in rows)
            {
                var (at, state, reopened) = (MinuteWeek.Of(Time(row["sys_updated_at"])), row["incident_state"], int.Parse(row["reopen_count"], CultureInfo.InvariantCulture));
                if (at < last) continue;
                last = at;
                if (reopenings >= 0 && reopened > reopenings && lastResolved >= 0)
                {
                    undone.Add((lastResolved, at));
                    lastResolved = -1;
                }

                reopenings = Math.Max(reopenings, reopened);
                if (state != "New") firstWork = Math.Min(firstWork, at);
                if (state == "Resolved") lastResolved = at;
                var stops = state is "Awaiting User Info" or "Awaiting Evidence";
                if (stops && waitingSince < 0) waitingSince = at;
                if (!stops && waitingSince >= 0)
                {
                    waits.Add((waitingSince, at));
                    waitingSince = -1;
                }
            }

            Assert.Equal(-1, waitingSince);   // in the end all are closed
            resolved = rows[^1]["resolved_at"] is "?" ? lastResolved : MinuteWeek.Of(Time(rows[^1]["resolved_at"]));
            taken = Math.Min(firstWork, undone.Count > 0 ? undone[0].Resolved : resolved);
        }

        public DateTime Opened { get; }
        public int Priority { get; }

        public static Dictionary<string, MinuteIncident> ReadAll(byte[] file)
        {
            var lines = System.Text.Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var header = lines[0].Trim().Split(',');
            return lines.Skip(1).Select(l => header.Zip(l.Trim().Split(',')).ToDictionary(p => p.First, p => p.Second))
                .GroupBy(r => r["number"]).ToDictionary(g => g.Key, g => new MinuteIncident([.. g]));
        }

        public Counted TakeCharge(MinuteWeek week, PolicyTarget target) => Count(week, target, taken, week.Works);

        public Counted Resolution(MinuteWeek week, PolicyTarget target) => Count(week, target, resolved, minute =>
            week.Works(minute) && !waits.Exists(w => w.From <= minute && minute < w.To) && !undone.Exists(u => u.Resolved <= minute && minute < u.Reopened));

        private Counted Count(MinuteWeek week, PolicyTarget target, int stop, Func<int, bool> counts)
        {
            int Between(int from, int to)
            {
                var minutes = 0;
                for (var minute = from; minute < to; minute++)
                    if (counts(minute)) minutes++;
                return minutes;
            }

            var allowed = target.Minutes ?? Enumerable.Range(start, week.EndOfDay(start, target.Days!.Value) - start).Count(week.Works);   // it has one of the two
            var due = start;
            for (var left = allowed; left > 0; due++)
                if (counts(due)) left--;
            return new(MinuteWeek.At(stop), Between(start, stop), allowed, MinuteWeek.At(due), at => Between(start, MinuteWeek.Of(at)));
        }

        private static DateTime Time(string value) =>
            DateTime.ParseExact(value, "dd-MM-yyyy HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
    }
}
