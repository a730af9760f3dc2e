using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.Clocks;

/// <summary>What becomes of a ticket's clocks while people work on it.</summary>
public sealed class TicketClockTests(SlaApp app) : AppTests<SlaApp>(app)
{
    [Fact]
    public async Task An_opened_ticket_has_the_clocks_of_its_agreement_and_the_first_one_due_leads()
    {
        var place = await App.PlaceAsync();
        var policy = await App.AgreeAsync(place, takeCharge: 60, resolution: 480);

        var clocks = await App.ClocksAsync(await App.OpenAsync());

        Assert.Equal([(TicketClocks.Resolution, false), (TicketClocks.TakeCharge, true)], clocks.Select(c => (c.Code, c.IsLead)));
        Assert.All(clocks, c => Assert.Equal((ClockState.Running, policy.Id, App.Clock.Now), (c.State, c.PolicyId, c.StartedAt!.Value)));
        Assert.Equal([App.Clock.Now.AddHours(8), App.Clock.Now.AddHours(1)], clocks.Select(c => c.DueAt!.Value));
        Assert.Equal(clocks.Select(c => c.DueAt), clocks.Select(c => c.WakeAt));
        Assert.Equal([("structure", place.Id.ToString())], PolicyReason.Read(clocks[0].Reason));
    }

    [Fact]
    public async Task Without_an_agreement_nothing_is_due_and_nothing_wakes()
    {
        await App.PlaceAsync();

        var clocks = await App.ClocksAsync(await App.OpenAsync());

        Assert.Equal(2, clocks.Count);
        Assert.All(clocks, c => Assert.Equal((ClockState.Unagreed, null, null, false), (c.State, c.DueAt, c.WakeAt, c.IsLead)));
        Assert.All(clocks, c => Assert.Null(c.PolicyId));
    }

    [Fact]
    public async Task Taking_in_charge_stops_its_clock_and_the_other_one_leads()
    {
        await App.AgreeAsync(await App.PlaceAsync(), takeCharge: 60, resolution: 480);
        var ticket = await App.OpenAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(20));

        await App.StepAsync(ticket, TicketTrigger.Start);

        var (taken, resolution) = (await App.ClockAsync(ticket, TicketClocks.TakeCharge), await App.ClockAsync(ticket));
        Assert.Equal((ClockState.Met, App.Clock.Now, App.Clock.Now, false), (taken.State, taken.StoppedAt!.Value, taken.DecidedAt!.Value, taken.IsLead));
        Assert.Null(taken.WakeAt);
        Assert.Equal((ClockState.Running, true), (resolution.State, resolution.IsLead));
    }

    [Fact]
    public async Task Waiting_takes_the_due_date_away_and_going_on_gives_back_what_remained()
    {
        await App.AgreeAsync(await App.PlaceAsync(), resolution: 480);
        var ticket = await App.OpenAsync();
        await App.StepAsync(ticket, TicketTrigger.Start);
        App.Clock.Advance(TimeSpan.FromHours(3));
        await App.StepAsync(ticket, TicketTrigger.Wait, "parts");

        var waiting = await App.ClockAsync(ticket);
        Assert.Equal((ClockState.Paused, null, null, true), (waiting.State, waiting.DueAt, waiting.WakeAt, waiting.IsLead));

        App.Clock.Advance(TimeSpan.FromDays(4));
        await App.StepAsync(ticket, TicketTrigger.Resume);
        Assert.Equal((ClockState.Running, App.Clock.Now.AddHours(5)), await DueAsync(ticket));
    }

    [Fact]
    public async Task A_reason_that_stops_no_clock_lets_them_run()
    {
        await App.AgreeAsync(await App.PlaceAsync(), resolution: 480);
        var ticket = await App.OpenAsync();
        await App.StepAsync(ticket, TicketTrigger.Start);
        await App.StepAsync(ticket, TicketTrigger.Wait, "supplier");

        Assert.Equal((ClockState.Running, App.Clock.Now.AddHours(8)), await DueAsync(ticket));
    }

    [Fact]
    public async Task Resolving_stops_and_reopening_goes_on_without_the_time_between()
    {
        await App.AgreeAsync(await App.PlaceAsync(), resolution: 480);
        var ticket = await App.OpenAsync();
        await App.StepAsync(ticket, TicketTrigger.Start);
        App.Clock.Advance(TimeSpan.FromHours(2));
        await App.StepAsync(ticket, TicketTrigger.Resolve);
        var resolved = await App.ClockAsync(ticket);
        Assert.Equal((ClockState.Met, App.Clock.Now, false), (resolved.State, resolved.StoppedAt!.Value, resolved.IsLead));

        App.Clock.Advance(TimeSpan.FromDays(2));
        await App.StepAsync(ticket, TicketTrigger.Reopen);

        Assert.Equal((ClockState.Running, App.Clock.Now.AddHours(6)), await DueAsync(ticket));
        var reopened = await App.ClockAsync(ticket);
        Assert.Equal((null, null, true), (reopened.StoppedAt, reopened.DecidedAt, reopened.IsLead));
    }

    [Fact]
    public async Task Resolving_while_it_waits_stops_at_that_very_instant()
    {
        await App.AgreeAsync(await App.PlaceAsync(), resolution: 60);
        var ticket = await App.OpenAsync();
        await App.StepAsync(ticket, TicketTrigger.Start);
        await App.StepAsync(ticket, TicketTrigger.Wait, "parts");
        App.Clock.Advance(TimeSpan.FromHours(1));
        await App.StepAsync(ticket, TicketTrigger.Resume);
        App.Clock.Advance(TimeSpan.FromHours(1));
        await App.StepAsync(ticket, TicketTrigger.Resolve);

        var clock = await App.ClockAsync(ticket);
        Assert.Equal((ClockState.Met, App.Clock.Now), (clock.State, clock.StoppedAt!.Value));   // at the due date itself: in time
        Assert.Equal((await App.LoadAsync<Ticket>(ticket)).ResolvedAt, clock.StoppedAt);
    }

    [Fact]
    public async Task Another_priority_keeps_the_time_that_passed_and_back_restores_the_due_date()
    {
        var place = await App.PlaceAsync();
        var (usual, urgent) = (await App.AgreeAsync(place, resolution: 480), await App.AgreeAsync(place, resolution: 240, priorities: [Priority.Normal]));
        var ticket = await App.OpenAsync();
        var opened = App.Clock.Now;
        var before = await App.ClockAsync(ticket);
        App.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Null((await App.UrgencyAsync(ticket, Urgency.High)).Refusal);
        Assert.Equal((ClockState.Running, opened.AddHours(4)), await DueAsync(ticket));
        Assert.Equal(urgent.Id, (await App.ClockAsync(ticket)).PolicyId);

        Assert.Null((await App.UrgencyAsync(ticket, Urgency.Medium)).Refusal);   // within the same instant, too
        var after = await App.ClockAsync(ticket);
        Assert.Equal((usual.Id, before.DueAt, before.WakeAt, before.Reason), (after.PolicyId, after.DueAt, after.WakeAt, after.Reason));
    }

    [Fact]
    public async Task A_policy_out_of_use_is_kept_by_the_clocks_that_have_it_and_chosen_by_no_other()
    {
        var policy = await App.AgreeAsync(await App.PlaceAsync(), resolution: 480);
        var ticket = await App.OpenAsync();
        await App.SqlAsync($"update kernel.sla_policies set is_active = false where id = '{policy.Id}'");

        Assert.Null((await App.UrgencyAsync(ticket, Urgency.High)).Refusal);

        Assert.Equal(policy.Id, (await App.ClockAsync(ticket)).PolicyId);
        Assert.Null((await App.ClockAsync(await App.OpenAsync())).PolicyId);
    }

    [Fact]
    public async Task A_requesters_message_waits_for_an_answer_each_time_anew()
    {
        await App.AgreeAsync(await App.PlaceAsync(), resolution: 480, reply: 30);
        var ticket = await App.OpenAsync();
        Assert.Null((await App.CommentAsync(ticket)).Refusal);
        Assert.DoesNotContain(await App.ClocksAsync(ticket), c => c.Code == TicketClocks.Reply);   // nobody is in charge yet
        var requester = (await App.LoadAsync<Ticket>(ticket)).RequesterId;
        var desk = await App.SaveAsync(Make.User());
        App.User.As(desk);
        await App.StepAsync(ticket, TicketTrigger.Start);

        App.User.As(requester);
        Assert.Null((await App.CommentAsync(ticket)).Refusal);
        Assert.Null((await App.CommentAsync(ticket, "Et le toner ?")).Refusal);
        Assert.Equal((ClockState.Running, App.Clock.Now.AddMinutes(30)), await DueAsync(ticket, TicketClocks.Reply));
        App.Clock.Advance(TimeSpan.FromMinutes(10));
        App.User.As(desk);
        Assert.Null((await App.CommentAsync(ticket, "Je regarde")).Refusal);
        App.User.As(requester);
        Assert.Null((await App.CommentAsync(ticket, "Merci")).Refusal);

        var replies = (await App.ClocksAsync(ticket)).Where(c => c.Code == TicketClocks.Reply);
        Assert.Equal([(1, ClockState.Met), (2, ClockState.Running)], replies.Select(c => (c.Ordinal, c.State)));
    }

    [Fact]
    public async Task What_was_over_before_there_were_clocks_has_one_from_its_reopening_on()
    {
        var place = await App.PlaceAsync();
        await App.AgreeAsync(place, resolution: 480);
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.Resolved, structure: place.Id, requester: App.User.Id, openedAt: App.Clock.Now.AddDays(-9)));

        await App.StepAsync(ticket.Id, TicketTrigger.Reopen);

        Assert.Equal((ClockState.Running, App.Clock.Now.AddHours(8)), await DueAsync(ticket.Id));
    }

    [Fact]
    public async Task Another_clock_may_lead_after_any_change()
    {
        var place = await App.PlaceAsync();
        await App.AgreeAsync(place, takeCharge: 60, resolution: 480);
        await App.AgreeAsync(place, takeCharge: 90, resolution: 30, priorities: [Priority.Normal]);
        var ticket = await App.OpenAsync();
        Assert.True((await App.ClockAsync(ticket, TicketClocks.TakeCharge)).IsLead);

        Assert.Null((await App.UrgencyAsync(ticket, Urgency.High)).Refusal);
        Assert.Equal([TicketClocks.Resolution], (await App.ClocksAsync(ticket)).Where(c => c.IsLead).Select(c => c.Code));

        Assert.Null((await App.UrgencyAsync(ticket, Urgency.Medium)).Refusal);
        Assert.Equal([TicketClocks.TakeCharge], (await App.ClocksAsync(ticket)).Where(c => c.IsLead).Select(c => c.Code));
    }

    [Fact]
    public async Task Giving_up_cancels_what_runs_and_leaves_what_stopped()
    {
        await App.AgreeAsync(await App.PlaceAsync(), takeCharge: 60, resolution: 480);
        var ticket = await App.OpenAsync();
        await App.StepAsync(ticket, TicketTrigger.Start);
        await App.StepAsync(ticket, TicketTrigger.Cancel);

        var clocks = await App.ClocksAsync(ticket);
        Assert.Equal([(TicketClocks.Resolution, ClockState.Cancelled), (TicketClocks.TakeCharge, ClockState.Met)], clocks.Select(c => (c.Code, c.State)));
        Assert.All(clocks, c => Assert.Equal((null, false), (c.WakeAt, c.IsLead)));
        Assert.Null(clocks[0].DueAt);
    }

    [Fact]
    public async Task A_newer_version_of_a_calendar_moves_nothing_that_runs()
    {
        var place = await App.PlaceAsync();
        var calendar = await App.CalendarAsync(new() { ZoneId = "UTC", Week = [.. Enumerable.Repeat("09:00-17:00", 7)] });
        await App.AgreeAsync(place, resolution: 480, calendar: calendar);
        var ticket = await App.OpenAsync();
        var before = await App.ClockAsync(ticket);
        var newer = new CalendarVersion { CalendarId = calendar, Number = 2, Definition = new CalendarDefinition { ZoneId = "UTC", Week = [.. Enumerable.Repeat("09:00-10:00", 7)] }.ToJson(), CreatedAt = App.Clock.Now, CreatedBy = World.Alice };
        await App.SaveAsync(newer);
        await App.SqlAsync($"update kernel.calendars set current_id = '{newer.Id}' where id = '{calendar}'");

        await App.StepAsync(ticket, TicketTrigger.Start);
        Assert.Null((await App.UrgencyAsync(ticket, Urgency.High)).Refusal);

        var after = await App.ClockAsync(ticket);
        Assert.Equal((before.CalendarVersionId, before.DueAt), (after.CalendarVersionId, after.DueAt));
        Assert.Equal(newer.Id, (await App.ClockAsync(await App.OpenAsync())).CalendarVersionId);
    }

    private async Task<(ClockState, DateTimeOffset)> DueAsync(Guid ticket, string code = TicketClocks.Resolution)
    {
        var clock = await App.ClockAsync(ticket, code);
        return (clock.State, clock.DueAt ?? default);
    }
}
