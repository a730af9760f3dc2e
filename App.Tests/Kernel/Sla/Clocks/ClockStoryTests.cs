using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.Clocks;

/// <summary>One ticket's clocks from its opening to its end, around the clock, so that hours count as hours.</summary>
public sealed class ClockStoryTests(SlaApp app) : AppTests<SlaApp>(app)
{
    [Fact]
    public async Task Clocks_start_wait_stop_and_go_on_with_the_ticket()
    {
        var ticket = await OpenAsync(resolutionHours: 8);
        Assert.Equal(App.Clock.Now.AddHours(1), (await ClockAsync(ticket, "take-charge")).DueAt);
        Assert.Equal((ClockState.Running, App.Clock.Now.AddHours(8)), StateAndDue(await ClockAsync(ticket, "resolution")));

        App.Clock.Advance(TimeSpan.FromMinutes(30));
        await App.StepAsync(ticket, TicketTrigger.Start);
        Assert.Equal(ClockState.Met, (await ClockAsync(ticket, "take-charge")).State);
        Assert.True((await ClockAsync(ticket, "resolution")).IsLead, "what goes on leads");

        await App.StepAsync(ticket, TicketTrigger.Wait, "parts");
        Assert.Equal((ClockState.Paused, null), StateAndDue(await ClockAsync(ticket, "resolution")));
        App.Clock.Advance(TimeSpan.FromHours(10));
        await App.StepAsync(ticket, TicketTrigger.Resume);
        Assert.Equal((ClockState.Running, App.Clock.Now.AddHours(7.5)), StateAndDue(await ClockAsync(ticket, "resolution")));

        App.Clock.Advance(TimeSpan.FromHours(7));
        await App.StepAsync(ticket, TicketTrigger.Resolve);
        Assert.Equal((ClockState.Met, App.Clock.Now), (await StateAndDecisionAsync(ticket, "resolution")));
        App.Clock.Advance(TimeSpan.FromHours(5));
        await App.StepAsync(ticket, TicketTrigger.Reopen);
        Assert.Equal((ClockState.Running, App.Clock.Now.AddHours(0.5)), StateAndDue(await ClockAsync(ticket, "resolution")));
    }

    [Fact]
    public async Task Each_step_is_taken_once_and_those_passed_over_with_it_are_only_told()
    {
        var ticket = await OpenAsync(resolutionHours: 8, new PolicyStep("resolution", 50, StepAction.Notify), new PolicyStep("resolution", 75, StepAction.Notify));
        App.Clock.Advance(TimeSpan.FromHours(7));
        await SweepAsync();
        await SweepAsync();

        var line = Assert.Single(await App.TimelineAsync(ticket), l => l is { Kind: TimelineKind.ClockStep, Field: "resolution" });
        Assert.Equal(("75", "50"), (line.NewValue, line.OldValue));
        App.Clock.Advance(TimeSpan.FromHours(2));
        await SweepAsync();
        Assert.Equal(ClockState.Breached, (await ClockAsync(ticket, "resolution")).State);
        var id = (await ClockAsync(ticket, "resolution")).Id;
        Assert.Single(await App.EventsAsync<ClockStepReached>(), e => e.Percent == 100 && e.ClockId == id);
    }

    [Fact]
    public async Task A_shorter_target_keeps_what_has_passed_and_the_former_one_is_as_before()
    {
        var ticket = await OpenAsync(resolutionHours: 8, urgentHours: 2);
        var due = (await ClockAsync(ticket, "resolution")).DueAt;
        App.Clock.Advance(TimeSpan.FromHours(1));
        await App.ChangeTicketAsync(ticket, t => t.Priority = Priority.Critical);
        Assert.Equal(App.Clock.Now.AddHours(1), (await ClockAsync(ticket, "resolution")).DueAt);
        await App.ChangeTicketAsync(ticket, t => t.Priority = Priority.Normal);
        Assert.Equal(due, (await ClockAsync(ticket, "resolution")).DueAt);
    }

    private async Task<Guid> OpenAsync(int resolutionHours, params PolicyStep[] steps) => await OpenAsync(resolutionHours, 0, steps);

    private async Task<Guid> OpenAsync(int resolutionHours, int urgentHours, params PolicyStep[] steps)
    {
        var place = await App.PlaceAsync();
        await App.AgreeAsync(place, takeCharge: 60, resolution: resolutionHours * 60, steps: steps);
        if (urgentHours > 0) await App.AgreeAsync(place, takeCharge: 60, resolution: urgentHours * 60, priorities: [Priority.Critical], steps: steps);
        return await App.OpenAsync();
    }

    private Task<int> SweepAsync() => App.Services.GetRequiredService<StepSweep>().DrainAsync(default);

    private async Task<SlaClock> ClockAsync(Guid ticket, string code) => Assert.Single(await App.ClocksAsync(ticket), c => c.Code == code);

    private async Task<(ClockState, DateTimeOffset?)> StateAndDecisionAsync(Guid ticket, string code) => await ClockAsync(ticket, code) is var c ? (c.State, c.DecidedAt) : default;

    private static (ClockState, DateTimeOffset?) StateAndDue(SlaClock clock) => (clock.State, clock.DueAt);
}
