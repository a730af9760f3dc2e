using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Workflow;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Workflow;

/// <summary>A step that excludes whoever took another, proved with a workflow of its own: tickets ask for none.</summary>
[Trait("Category", "Access")]
public sealed class SeparationOfDutiesTests(TestApp app) : AppTests(app)
{
    private static readonly Transition<Ticket, TicketState, TicketTrigger> Approve =
        new(TicketState.Resolved, TicketTrigger.Validate, TicketState.Closed) { Permission = TicketPermissions.Validate, NotBy = [TicketTrigger.Resolve] };

    private static readonly Workflow<Ticket, TicketState, TicketTrigger> Probe = new("tests.probe",
        [new(TicketState.InProgress, TicketTrigger.Resolve, TicketState.Resolved) { Permission = TicketPermissions.Resolve }, Approve]);

    [Theory]
    // Who resolved, for whom; who approves, for whom; whether he may.
    [InlineData("one", null, "one", null, false)]
    [InlineData("one", null, "two", null, true)]
    [InlineData("one", "two", "two", null, false)]
    [InlineData("one", "two", "one", null, false)]
    [InlineData("one", null, "two", "one", false)]
    [InlineData("one", "three", "two", "three", false)]
    [InlineData("one", "three", "two", null, true)]
    public async Task Neither_who_did_it_nor_for_whom_approves_it(string resolver, string? resolvedFor, string approver, string? approvesFor, bool may)
    {
        var people = new Dictionary<string, Guid> { ["one"] = (await App.SaveAsync(Make.User("One"))).Id, ["two"] = (await App.SaveAsync(Make.User("Two"))).Id, ["three"] = (await App.SaveAsync(Make.User("Three"))).Id };
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.Resolved));
        await App.SaveAsync(new TimelineEntry
        {
            RecordKind = ticket.Kind, RecordId = ticket.Id, At = App.Clock.Now, Kind = TimelineKind.StateChanged, OldValue = nameof(TicketState.InProgress), NewValue = nameof(TicketState.Resolved),
            ActorId = people[resolver], ActingForId = resolvedFor is null ? null : people[resolvedFor],
        });
        App.User.As(people[approver], approver);
        App.User.ActingFor = approvesFor is null ? null : new(people[approvesFor], approvesFor);

        var refused = await CheckAsync(ticket, Approve);

        Assert.Equal(may ? null : AccessRefusals.SamePerson, refused?.Code);
    }

    [Fact]
    public async Task A_step_that_excludes_none_asks_nothing_of_the_database()
    {
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.InProgress));

        Assert.Equal(0, await App.CountQueriesAsync(() => CheckAsync(ticket, Probe.Table[0])));
    }

    private Task<Refusal?> CheckAsync(Ticket ticket, Transition<Ticket, TicketState, TicketTrigger> step) =>
        App.WithDbAsync(db => Probe.CheckSeparationAsync(db, ticket, step, App.User, default));
}
