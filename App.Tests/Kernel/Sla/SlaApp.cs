using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Modules.Tickets.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla;

/// <summary>Tickets with clocks. Each test works in a structure of its own, by which its agreements are chosen.</summary>
public sealed class SlaApp : TestApp
{
    private static readonly string[] Steps =
    [
        TicketPermissions.Open, TicketPermissions.Work, TicketPermissions.Resolve, TicketPermissions.Validate, TicketPermissions.Reopen, TicketPermissions.Cancel,
        TicketPermissions.Assign, TicketPermissions.Edit, TicketPermissions.Comment, TicketPermissions.View,
    ];

    /// <summary>A structure with a person who asks there, and who may do everything: the test's person from then on.</summary>
    public async Task<Structure> PlaceAsync()
    {
        foreach (var permission in Steps) User.Grant(permission, Scope.All);
        var place = await SaveAsync(Make.Structure());
        User.As(await SaveAsync(Make.User(structure: place.Id)));
        return place;
    }

    public Task<Guid> CalendarAsync(CalendarDefinition definition) => this.SaveCalendarAsync(definition);

    /// <summary>For that place alone; around the clock unless it has a calendar.</summary>
    public Task<SlaPolicy> AgreeAsync(
        Structure place, int? takeCharge = null, int? resolution = null, int? reply = null, Priority[]? priorities = null, Guid? calendar = null, params PolicyStep[] steps)
    {
        (string Clock, int? Minutes)[] targets = [(TicketClocks.TakeCharge, takeCharge), (TicketClocks.Resolution, resolution), (TicketClocks.Reply, reply)];
        return this.SavePolicyAsync(place, targets.Where(t => t.Minutes is not null).Select(t => new PolicyTarget(t.Clock, t.Minutes, null)), priorities, calendar, null, steps);
    }

    public async Task<Guid> OpenAsync(Urgency urgency = Urgency.Medium)
    {
        var opened = await RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Imprimante en panne", CategoryId = World.Category, Urgency = urgency }, default));
        Assert.Null(opened.Refusal);
        return opened.Value!.Id;   // asserted
    }

    public async Task StepAsync(Guid ticket, TicketTrigger trigger, string? reason = null) => Assert.Null((await this.MoveTicketAsync(ticket, trigger, trigger is TicketTrigger.Wait ? reason : null)).Refusal);

    public async Task<Result> UrgencyAsync(Guid ticket, Urgency urgency)
    {
        var now = await LoadAsync<Ticket>(ticket);
        return await RunAsync((EditTicket use) => use.RunAsync(
            new() { TicketId = ticket, Changes = [new FieldChange { Field = nameof(Ticket.Urgency), Seen = now.Urgency.ToString(), Value = urgency.ToString() }] }, default));
    }

    public Task<Result> CommentAsync(Guid ticket, string body = "Toujours en panne") =>
        RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket, Body = body }, default));

    public Task<List<SlaClock>> ClocksAsync(Guid ticket) => this.ClocksOfAsync(ticket);

    public Task<SlaClock> ClockAsync(Guid ticket, string code = TicketClocks.Resolution) => this.ClockOfAsync(ticket, code);

    /// <summary>As an instance does: whatever is due, to the last of it.</summary>
    public async Task<int> SweepAsync()
    {
        for (var looked = 0; ;)
        {
            await using var scope = Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
            var batch = await scope.ServiceProvider.GetRequiredService<StepTaking>().RunAsync(default);
            if (batch == 0) return looked;
            looked += batch;
        }
    }

    /// <summary>The steps that its timeline tells of, as "clock percent passed-over".</summary>
    public async Task<string[]> StepsTakenAsync(Guid ticket) =>
        [.. (await TimelineAsync(ticket)).Where(l => l.Kind is TimelineKind.ClockStep).Select(l => $"{l.Field} {l.NewValue} {l.OldValue}".TrimEnd())];

    public async Task<ClockStepReached[]> ReachedAsync(Guid ticket)
    {
        var clocks = (await ClocksAsync(ticket)).Select(c => c.Id).ToHashSet();
        return [.. (await EventsAsync<ClockStepReached>()).Where(e => clocks.Contains(e.ClockId))];
    }
}
