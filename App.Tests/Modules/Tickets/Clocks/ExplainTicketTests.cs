using OpsFlux.Kernel.Organisation.Deleted;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Modules.Tickets.Deleting;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Clocks;

/// <summary>
/// Five tickets, each with its eight hours of resolution calculated by hand: Monday to Friday 08:30–12:30 and 14:00–18:00,
/// Wednesday 18 November 2026 closed.
/// </summary>
public sealed class ExplainTicketTests(TestApp app) : ClockStage(app)
{
    [Fact]
    public async Task A_lunch_break_and_a_weekend_count_for_nothing()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 10:00");

        // Friday 10:00–12:30 is 2 h 30, 14:00–18:00 is 4 h; Monday 08:30–09:00 is half an hour: 7 h, and one is left.
        await ExplainsAsync(ticket, "2026-11-23 09:00", "7:00", due: "2026-11-23 10:00",
            "20 10:00 – 20 12:30 Counted 2:30", "20 12:30 – 20 14:00 OutsideHours 2:30", "20 14:00 – 20 18:00 Counted 6:30",
            "20 18:00 – 23 08:30 OutsideHours 6:30", "23 08:30 – 23 09:00 Counted 7:00");
    }

    [Fact]
    public async Task A_public_holiday_is_left_out_by_its_name()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-17 16:00");

        // Tuesday 16:00–18:00 is 2 h; Wednesday is off; Thursday 08:30–09:00 is half an hour. Left 5 h 30: 3 h 30 to 12:30, then 2 h from 14:00.
        await ExplainsAsync(ticket, "2026-11-19 09:00", "2:30", due: "2026-11-19 16:00",
            "17 16:00 – 17 18:00 Counted 2:00", "17 18:00 – 18 00:00 OutsideHours 2:00", "18 00:00 – 19 00:00 DayOff(Holiday.independence-day) 2:00",
            "19 00:00 – 19 08:30 OutsideHours 2:00", "19 08:30 – 19 09:00 Counted 2:30");
    }

    [Fact]
    public async Task Waiting_for_parts_stands_still_over_night()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-23 09:00");
        await MoveAsync(ticket, "2026-11-23 09:30", TicketTrigger.Start);
        await MoveAsync(ticket, "2026-11-23 10:00", TicketTrigger.Wait, "parts");
        await MoveAsync(ticket, "2026-11-24 15:00", TicketTrigger.Resume);

        // Monday 09:00–10:00, then Tuesday from 15:00: 2 h at 16:00. Left 6 h: 2 h on Tuesday, 4 h on Wednesday morning.
        await ExplainsAsync(ticket, "2026-11-24 16:00", "2:00", due: "2026-11-25 12:30",
            "23 09:00 – 23 10:00 Counted 1:00", "23 10:00 – 24 15:00 Paused(parts) 1:00", "24 15:00 – 24 16:00 Counted 2:00");
    }

    [Fact]
    public async Task What_came_back_goes_on_and_the_time_it_was_resolved_is_told()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-23 08:30");
        await MoveAsync(ticket, "2026-11-23 08:45", TicketTrigger.Start);
        await MoveAsync(ticket, "2026-11-23 10:30", TicketTrigger.Resolve);
        await MoveAsync(ticket, "2026-11-25 14:00", TicketTrigger.Reopen, by: Requester);

        // Monday 08:30–10:30, Wednesday 14:00–15:00: 3 h. Left 5 h: 3 h on Wednesday, 2 h on Thursday from 08:30.
        await ExplainsAsync(ticket, "2026-11-25 15:00", "3:00", due: "2026-11-26 10:30",
            "23 08:30 – 23 10:30 Counted 2:00", "23 10:30 – 25 14:00 Undone 2:00", "25 14:00 – 25 15:00 Counted 3:00");
    }

    [Fact]
    public async Task What_was_deleted_by_mistake_goes_on_where_it_was()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-23 09:00");
        App.Clock.Now = On("2026-11-23 11:00");
        Done(await App.RunAsync((DeleteTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = 1, Reason = "Doublon" }, default)));
        App.Clock.Now = On("2026-11-24 09:30");
        Assert.Null((await App.RunAsync((RestoreRecord use) => use.RunAsync(ticket.Ref, default))).Refusal);

        // Monday 09:00–11:00, Tuesday 09:30–10:00: 2 h 30. Left 5 h 30: 2 h 30 to 12:30, 3 h from 14:00.
        await ExplainsAsync(ticket, "2026-11-24 10:00", "2:30", due: "2026-11-24 17:00",
            "23 09:00 – 23 11:00 Counted 2:00", "23 11:00 – 24 09:30 GivenUp 2:00", "24 09:30 – 24 10:00 Counted 2:30");
    }

    [Fact]
    public async Task It_says_what_is_agreed_and_why()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 10:00");

        var story = (await ExplainAsync(ticket, "2026-11-20 11:00")).Value!;   // whoever may do everything

        Assert.Equal(($"Contrat {Here.Code}", $"Bureau {Here.Code}", true), (story.Clock.Agreement, story.Calendar, story.MayJudge));
        Assert.Equal(new MatchedFacet("structure", Here.Name), Assert.Single(story.Because));
        Assert.Equal(TimeSpan.FromHours(8), Assert.Single(story.Targets).Target?.Time);
    }

    [Fact]
    public async Task It_is_for_those_who_see_what_is_internal()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 10:00");
        var other = await OpenAsync("2026-11-20 10:00");
        var clock = (await ClockAsync(ticket, "resolution")).Id;
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ExplainClock use) => use.RunAsync(other.Ref, clock, default))).Refusal);   // of another record

        App.User.As(Requester).Revoke(TicketPermissions.Note);
        Assert.Equal(Refusal.Forbidden, (await ExplainAsync(ticket, "2026-11-20 11:00")).Refusal);
        App.User.Revoke(TicketPermissions.View);
        Assert.Equal(Refusal.NotFound, (await ExplainAsync(ticket, "2026-11-20 11:00")).Refusal);
    }

    private async Task ExplainsAsync(Ticket ticket, string at, string elapsed, string due, params string[] course)
    {
        var story = (await ExplainAsync(ticket, at)).Value!;   // whoever may do everything

        Assert.Equal(course, story.Segments.Select(s => $"{Short(s.From)} – {Short(s.To)} {s.Kind}{(s.Names.Count == 0 ? "" : $"({string.Join(',', s.Names)})")} {Hours(s.Total)}"));
        Assert.Equal((elapsed, On(due)), (Hours(story.Clock.Reading.Elapsed), story.Clock.DueAt));
        Assert.Equal(On(due), (await ClockAsync(ticket, "resolution")).DueAt);   // what lists and the sweep go by
    }

    private async Task<Result<ClockExplanation>> ExplainAsync(Ticket ticket, string at)
    {
        App.Clock.Now = On(at);
        var clock = await ClockAsync(ticket, "resolution");
        return await App.RunAsync((ExplainClock use) => use.RunAsync(ticket.Ref, clock.Id, default));
    }

    private static string Short(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Tests.Kernel.Calendars.Time.Calendars.Casablanca).ToString("dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static string Hours(TimeSpan length) => $"{(int)length.TotalHours}:{length.Minutes:00}";
}
