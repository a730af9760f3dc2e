using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.Clocks;

/// <summary>One ticket's clocks from its opening to its end, around the clock, so that hours count as hours.</summary>
public sealed class ClockStoryTests : AppTests
{
    private static readonly string[] Rights =
        [TicketPermissions.Open, TicketPermissions.View, TicketPermissions.Work, TicketPermissions.Resolve, TicketPermissions.Reopen, TicketPermissions.Edit];

    public ClockStoryTests(TestApp app) : base(app)
    {
        foreach (var permission in Rights) app.User.Grant(permission, Scope.All);
    }

    [Fact]
    public async Task Clocks_start_wait_stop_and_go_on_with_the_ticket()
    {
        var ticket = await OpenAsync(resolutionHours: 8);
        Assert.Equal(App.Clock.Now.AddHours(1), (await ClockAsync(ticket, "take-charge")).DueAt);
        Assert.Equal((ClockState.Running, App.Clock.Now.AddHours(8)), StateAndDue(await ClockAsync(ticket, "resolution")));

        App.Clock.Advance(TimeSpan.FromMinutes(30));
        await StepAsync(ticket, TicketTrigger.Start);
        Assert.Equal(ClockState.Met, (await ClockAsync(ticket, "take-charge")).State);
        Assert.True((await ClockAsync(ticket, "resolution")).IsLead, "what goes on leads");

        await StepAsync(ticket, TicketTrigger.Wait, r => r.WaitingReason = "parts");
        Assert.Equal((ClockState.Paused, null), StateAndDue(await ClockAsync(ticket, "resolution")));
        App.Clock.Advance(TimeSpan.FromHours(10));
        await StepAsync(ticket, TicketTrigger.Resume);
        Assert.Equal((ClockState.Running, App.Clock.Now.AddHours(7.5)), StateAndDue(await ClockAsync(ticket, "resolution")));

        App.Clock.Advance(TimeSpan.FromHours(7));
        await StepAsync(ticket, TicketTrigger.Resolve, r => r.Solution = "Réglé");
        Assert.Equal((ClockState.Met, App.Clock.Now), (await StateAndDecisionAsync(ticket, "resolution")));
        App.Clock.Advance(TimeSpan.FromHours(5));
        await StepAsync(ticket, TicketTrigger.Reopen, r => r.Reason = "Encore");
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
        await WithTicketAsync(ticket, t => t.Priority = Priority.Critical);
        Assert.Equal(App.Clock.Now.AddHours(1), (await ClockAsync(ticket, "resolution")).DueAt);
        await WithTicketAsync(ticket, t => t.Priority = Priority.Normal);
        Assert.Equal(due, (await ClockAsync(ticket, "resolution")).DueAt);
    }

    private async Task<Guid> OpenAsync(int resolutionHours, params PolicyStep[] steps) => await OpenAsync(resolutionHours, 0, steps);

    private async Task<Guid> OpenAsync(int resolutionHours, int urgentHours, params PolicyStep[] steps)
    {
        var structure = await App.SaveAsync(Make.Structure());
        var person = await App.SaveAsync(Make.User(structure: structure.Id));
        App.User.As(person);
        foreach (var permission in Rights) App.User.Grant(permission, Scope.All);
        await App.SaveAsync(Policy([new("structure", [structure.Id.ToString()])], resolutionHours, steps));
        if (urgentHours > 0) await App.SaveAsync(Policy([new("structure", [structure.Id.ToString()]), new("priority", [nameof(Priority.Critical)])], urgentHours, steps));
        var opened = await App.RunAsync<OpenTicket, OpsFlux.Kernel.Results.Result<OpenedTicket>>(u => u.RunAsync(new() { Title = "Presse arrêtée", CategoryId = World.Category, Urgency = Urgency.Medium }, default));
        Assert.True(!opened.Failed, opened.Refusal?.Code);
        return opened.Value!.Id;
    }

    private static SlaPolicy Policy(PolicyCondition[] conditions, int hours, PolicyStep[] steps) => new()
    {
        Name = $"Engagement {Guid.CreateVersion7():N}",
        RecordKind = Ticket.RecordKind,
        Definition = new PolicyDefinition { Conditions = conditions, Targets = [new("take-charge", 60, null), new("resolution", hours * 60, null)], Steps = steps }.ToJson(),
    };

    private async Task StepAsync(Guid ticket, TicketTrigger trigger, Action<MoveTicketRequest>? fill = null)
    {
        var request = new MoveTicketRequest { TicketId = ticket, Trigger = trigger, Version = (await App.LoadAsync<Ticket>(ticket)).Version };
        fill?.Invoke(request);
        var done = await App.RunAsync<MoveTicket, OpsFlux.Kernel.Results.Result>(m => m.RunAsync(request, default));
        Assert.True(!done.Failed, done.Refusal?.Code);
    }

    private Task WithTicketAsync(Guid id, Action<Ticket> change) => App.WithDbAsync(async db =>
    {
        change(await db.Set<Ticket>().SingleAsync(t => t.Id == id));
        return await db.SaveChangesAsync();
    });

    private Task<int> SweepAsync() => App.Services.GetRequiredService<StepSweep>().DrainAsync(default);

    private Task<SlaClock> ClockAsync(Guid ticket, string code) => App.WithDbAsync(db => db.Set<SlaClock>().AsNoTracking().SingleAsync(c => c.RecordId == ticket && c.Code == code));

    private async Task<(ClockState, DateTimeOffset?)> StateAndDecisionAsync(Guid ticket, string code) => await ClockAsync(ticket, code) is var c ? (c.State, c.DecidedAt) : default;

    private static (ClockState, DateTimeOffset?) StateAndDue(SlaClock clock) => (clock.State, clock.DueAt);
}
