using OpsFlux.Kernel.Organisation.Deleted;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Modules.Tickets.Deleting;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Merging;
using OpsFlux.Modules.Tickets.Setup.Waiting;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Clocks;

/// <summary>What happens to a ticket happens to its clocks.</summary>
public sealed class TicketClocksTests(TestApp app) : ClockStage(app)
{
    [Fact]
    public async Task Taking_it_in_charge_answers_one_clock_and_the_other_leads()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 10:00");
        Assert.Equal("resolution:Running take-charge:Running*", await StatesAsync(ticket));

        await MoveAsync(ticket, "2026-11-20 10:40", TicketTrigger.Start);

        Assert.Equal("resolution:Running* take-charge:Met", await StatesAsync(ticket));
        var shown = (await ShowAsync(ticket, "2026-11-20 11:00")).Clocks;
        Assert.Equal(["take-charge", "resolution"], shown.Select(c => c.Code));
        Assert.Equal((TimeSpan.FromHours(7), On("2026-11-23 10:00")), (shown[1].Reading.Remaining, shown[1].DueAt));
    }

    [Fact]
    public async Task A_question_waits_for_a_public_answer_and_a_note_is_none()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 10:00");
        await SayAsync(ticket, "2026-11-20 10:10", Requester);   // nobody is in charge yet: the other clock measures that wait
        Assert.DoesNotContain("reply", await StatesAsync(ticket), StringComparison.Ordinal);
        await MoveAsync(ticket, "2026-11-20 10:20", TicketTrigger.Start);

        await SayAsync(ticket, "2026-11-20 10:30", Requester);
        await SayAsync(ticket, "2026-11-20 10:40", Requester);   // asking again does not begin again
        await SayAsync(ticket, "2026-11-20 11:00", Agent, isNote: true);
        Assert.Equal("reply:Running* resolution:Running take-charge:Met", await StatesAsync(ticket));
        Assert.Equal(On("2026-11-20 12:30"), (await ClockAsync(ticket, "reply")).DueAt);

        await SayAsync(ticket, "2026-11-20 11:30", Agent);
        Assert.Equal("reply:Met resolution:Running* take-charge:Met", await StatesAsync(ticket));

        await SayAsync(ticket, "2026-11-20 12:00", Requester);
        Assert.Equal("reply:Met reply:Running* resolution:Running take-charge:Met", await StatesAsync(ticket));
        Assert.Equal(2, Assert.Single((await ShowAsync(ticket, "2026-11-20 12:10")).Clocks, c => c.Code == "reply").Ordinal);   // the page shows the one that counts
    }

    [Fact]
    public async Task A_waiting_reason_says_which_clocks_stand_still()
    {
        await AgreeAsync();
        App.User.As(Agent);
        Done(await App.RunAsync((EditWaitingReasons use) => use.SaveAsync(new() { French = $"Accord {Here.Code}", StopsReply = true }, default)));
        var reason = await App.WithDbAsync(db => db.Set<WaitingReason>().SingleAsync(r => r.Name == $"Accord {Here.Code}"));
        Assert.Equal((false, true), (reason.StopsResolution, reason.StopsReply));
        var ticket = await OpenAsync("2026-11-20 10:00");
        await MoveAsync(ticket, "2026-11-20 10:10", TicketTrigger.Start);
        await SayAsync(ticket, "2026-11-20 10:30", Requester);

        await MoveAsync(ticket, "2026-11-20 11:00", TicketTrigger.Wait, reason.Code);
        Assert.Equal("reply:Paused resolution:Running* take-charge:Met", await StatesAsync(ticket));
        Assert.Equal([reason.Code], (await ShowAsync(ticket, "2026-11-20 11:30")).Clocks.Single(c => c.Code == "reply").WaitsFor);

        await MoveAsync(ticket, "2026-11-20 12:00", TicketTrigger.Resume);
        Assert.Equal("reply:Running* resolution:Running take-charge:Met", await StatesAsync(ticket));
        Assert.Equal(On("2026-11-20 15:00"), (await ClockAsync(ticket, "reply")).DueAt);   // an hour stood still, the lunch break after it
    }

    [Fact]
    public async Task What_is_cancelled_is_awaited_no_more_and_shows_nothing()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 10:00");

        await MoveAsync(ticket, "2026-11-20 10:30", TicketTrigger.Cancel);

        Assert.Equal("resolution:Cancelled take-charge:Cancelled", await StatesAsync(ticket));
        Assert.Empty((await ShowAsync(ticket, "2026-11-20 11:00")).Clocks);
        Assert.All(await ClocksAsync(ticket), c => Assert.Null(c.WakeAt));
    }

    [Fact]
    public async Task Reopening_goes_on_from_what_had_passed()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 10:00");
        await MoveAsync(ticket, "2026-11-20 10:10", TicketTrigger.Start);
        await MoveAsync(ticket, "2026-11-20 12:00", TicketTrigger.Resolve);
        Assert.Equal("resolution:Met take-charge:Met", await StatesAsync(ticket));
        await MoveAsync(ticket, "2026-11-23 09:00", TicketTrigger.Reopen, by: Requester);

        var clock = (await ShowAsync(ticket, "2026-11-23 10:00")).Clocks.Single(c => c.Code == "resolution");

        Assert.Equal((ClockState.Running, TimeSpan.FromHours(3)), (clock.State, clock.Reading.Elapsed));
    }

    [Fact]
    public async Task Merging_ends_the_clocks_and_undoing_it_goes_on_without_the_time_between()
    {
        await AgreeAsync();
        var (source, target) = (await OpenAsync("2026-11-20 10:00"), await OpenAsync("2026-11-20 10:00"));
        App.Clock.Now = On("2026-11-20 11:00");
        Done(await App.RunAsync((MergeTicket use) => use.RunAsync(new() { TicketId = source.Id, Version = 1, TargetNumber = target.Number }, default)));
        Assert.Equal("resolution:Cancelled take-charge:Cancelled", await StatesAsync(source));
        Assert.Equal("resolution:Running take-charge:Running*", await StatesAsync(target));

        App.Clock.Now = On("2026-11-20 16:00");
        var merge = await App.WithDbAsync(db => db.Set<TicketMerge>().SingleAsync(m => m.SourceId == source.Id));
        Done(await App.RunAsync((SeparateTickets use) => use.RunAsync(merge.Id, default)));

        var clock = (await ShowAsync(source, "2026-11-20 17:00")).Clocks.Single(c => c.Code == "resolution");
        Assert.Equal((ClockState.Running, TimeSpan.FromHours(2)), (clock.State, clock.Reading.Elapsed));
    }

    [Fact]
    public async Task Deleting_ends_the_clocks_and_bringing_it_back_goes_on_without_the_time_between()
    {
        await AgreeAsync();
        var ticket = await OpenAsync("2026-11-20 10:00");
        App.Clock.Now = On("2026-11-20 11:00");
        Done(await App.RunAsync((DeleteTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = 1, Reason = "Doublon" }, default)));
        Assert.Equal("resolution:Cancelled take-charge:Cancelled", await StatesAsync(ticket));

        App.Clock.Now = On("2026-11-23 09:00");
        Assert.Null((await App.RunAsync((RestoreRecord use) => use.RunAsync(ticket.Ref, default))).Refusal);

        var clock = (await ShowAsync(ticket, "2026-11-23 10:00")).Clocks.Single(c => c.Code == "resolution");
        Assert.Equal((ClockState.Running, TimeSpan.FromHours(2)), (clock.State, clock.Reading.Elapsed));
    }

    [Fact]
    public async Task Who_only_asked_is_told_of_the_resolution_alone_and_nothing_where_nothing_is_agreed()
    {
        await AgreeAsync();
        var (agreed, other) = (await OpenAsync("2026-11-20 10:00"), await App.SaveAsync(Make.Ticket(requester: Requester.Id)));
        App.User.As(Requester).Revoke(TicketPermissions.Work).Revoke(TicketPermissions.Edit).Revoke(TicketPermissions.Note);

        Assert.Equal(["resolution"], (await ShowAsync(agreed, "2026-11-20 11:00")).Clocks.Select(c => c.Code));
        Assert.Empty((await ShowAsync(other, "2026-11-20 11:00")).Clocks);
    }
}
