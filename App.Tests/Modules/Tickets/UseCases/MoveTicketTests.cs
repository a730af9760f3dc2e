using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;
using static OpsFlux.Shared.Tickets.TicketState;
using static OpsFlux.Shared.Tickets.TicketTrigger;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

public sealed class MoveTicketTests : AppTests
{
    private static readonly string[] Steps =
        [TicketPermissions.Work, TicketPermissions.Resolve, TicketPermissions.Validate, TicketPermissions.Reopen, TicketPermissions.Cancel, TicketPermissions.Assign];

    public MoveTicketTests(TestApp app) : base(app)
    {
        foreach (var permission in Steps) app.User.Grant(permission, Scope.All);
    }

    [Fact]
    public async Task A_ticket_goes_all_the_way_and_back()
    {
        var ticket = await App.SaveAsync(Make.Ticket());

        await StepAsync(ticket, Start, InProgress);
        await StepAsync(ticket, Wait, Waiting, r => r.WaitingReason = "supplier");
        await StepAsync(ticket, Resume, InProgress);
        await StepAsync(ticket, Resolve, Resolved, r => r.Solution = " Toner changé ");
        await StepAsync(ticket, Reopen, Assigned, r => r.Reason = "Encore en panne");
        await StepAsync(ticket, Start, InProgress);
        await StepAsync(ticket, Resolve, Resolved, r => r.Solution = "Imprimante remplacée");
        await StepAsync(ticket, Validate, Closed);

        var end = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((9, 1, "Imprimante remplacée"), (end.Version, end.ReopenCount, end.Solution));
        Assert.Equal(8, (await App.EventsAsync<TicketMoved>()).Count(e => e.TicketId == ticket.Id));
    }

    [Fact]
    public async Task Starting_takes_the_ticket_over_and_keeps_the_first_instant()
    {
        var other = await App.SaveAsync(Make.User());
        var ticket = await App.SaveAsync(Make.Ticket(state: Assigned, assignee: other.Id));

        await StepAsync(ticket, Start, InProgress);

        var taken = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((World.Alice, App.Clock.Now, 1), (taken.AssigneeId, taken.StartedAt, taken.ReassignmentCount));
    }

    [Fact]
    public async Task Waiting_keeps_its_reason_and_leaving_drops_it()
    {
        var ticket = await App.SaveAsync(Make.Ticket(state: InProgress));

        await StepAsync(ticket, Wait, Waiting, r => r.WaitingReason = "parts");
        Assert.Equal("parts", (await App.LoadAsync<Ticket>(ticket.Id)).WaitingReason);

        await StepAsync(ticket, Resume, InProgress);
        Assert.Null((await App.LoadAsync<Ticket>(ticket.Id)).WaitingReason);
        Assert.Contains(await App.TimelineAsync(ticket.Id), e => e.Reason == "WaitingReason.parts" && e.NewValue == "Waiting");
    }

    [Fact]
    public async Task Cancelling_closes_and_its_reason_is_read_by_everybody()
    {
        var ticket = await App.SaveAsync(Make.Ticket());

        await StepAsync(ticket, Cancel, Cancelled, r => r.Reason = "Doublon");

        Assert.Equal(App.Clock.Now, (await App.LoadAsync<Ticket>(ticket.Id)).ClosedAt);
        Assert.Contains(await App.TimelineAsync(ticket.Id), e => e is { Kind: TimelineKind.StateChanged, OldValue: "New", NewValue: "Cancelled", Body: "Doublon", IsInternal: false });
    }

    [Theory]
    [InlineData(InProgress, Resolve, nameof(MoveTicketRequest.Solution))]
    [InlineData(InProgress, Wait, nameof(MoveTicketRequest.WaitingReason))]
    [InlineData(Resolved, Reopen, nameof(MoveTicketRequest.Reason))]
    [InlineData(New, Cancel, nameof(MoveTicketRequest.Reason))]
    public async Task A_text_that_the_step_asks_for_is_required(TicketState from, TicketTrigger trigger, string field)
    {
        var ticket = await App.SaveAsync(Make.Ticket(state: from));

        var result = await MoveAsync(ticket, trigger, r => (r.Solution, r.Reason, r.WaitingReason) = (" ", "", null));

        Assert.Equal((field, "required"), result.Refusal?.Fields.Select(f => (f.Field, f.Code)).Single());
        await StillAsync(ticket);
    }

    [Fact]
    public async Task An_undeclared_step_is_refused_with_those_allowed()
    {
        var ticket = await App.SaveAsync(Make.Ticket());

        var result = await MoveAsync(ticket, Validate);

        Assert.Equal((RefusalKind.Conflict, "transition-not-allowed"), (result.Refusal?.Kind, result.Refusal?.Code));
        using var french = new InLanguage("fr");
        var said = App.Services.GetRequiredService<TextCatalog>().Of(result.Refusal!);   // refused
        Assert.EndsWith("prendre en charge, affecter, annuler.", said, StringComparison.Ordinal);
        await StillAsync(ticket);
    }

    [Fact]
    public async Task Assigning_names_a_person_so_it_is_no_bare_step()
    {
        var ticket = await App.SaveAsync(Make.Ticket());

        var result = await MoveAsync(ticket, Assign);

        Assert.Equal(RefusalKind.Invalid, result.Refusal?.Kind);
        await StillAsync(ticket);
    }

    [Fact]
    public async Task Only_the_requester_validates()
    {
        var ticket = await App.SaveAsync(Make.Ticket(state: Resolved, requester: (await App.SaveAsync(Make.User())).Id));

        Assert.Equal(TicketRefusals.NotRequester, (await MoveAsync(ticket, Validate)).Refusal?.Code);
    }

    [Theory]
    [InlineData("weather")]
    [InlineData("PARTS")]
    public async Task A_waiting_reason_nobody_declared_is_refused(string reason)
    {
        var ticket = await App.SaveAsync(Make.Ticket(state: InProgress));

        Assert.Equal(TicketRefusals.UnknownWaitingReason, (await MoveAsync(ticket, Wait, r => r.WaitingReason = reason)).Refusal?.Code);
    }

    [Fact]
    public async Task A_step_from_an_old_page_is_stale()
    {
        var ticket = await App.SaveAsync(Make.Ticket());
        await StepAsync(ticket, Start, InProgress);

        var late = await MoveAsync(ticket, Wait, r => (r.WaitingReason, r.Version) = ("parts", 1));

        Assert.Equal(Refusal.Stale, late.Refusal);
        Assert.Equal(InProgress, (await App.LoadAsync<Ticket>(ticket.Id)).State);
    }

    [Theory]
    [InlineData(Start)]
    [InlineData(Resolve)]
    [InlineData(Validate)]
    [InlineData(Reopen)]
    [InlineData(Cancel)]
    public async Task Without_the_steps_permission_it_is_forbidden(TicketTrigger trigger)
    {
        foreach (var permission in Steps) App.User.Revoke(permission);
        var ticket = await App.SaveAsync(Make.Ticket());

        Assert.Equal(Refusal.Forbidden, (await MoveAsync(ticket, trigger)).Refusal);
    }

    [Fact]
    public async Task Out_of_scope_it_does_not_exist()
    {
        var stranger = await App.SaveAsync(Make.User());
        var ticket = await App.SaveAsync(Make.Ticket(structure: (await App.SaveAsync(Make.Structure())).Id));
        App.User.As(stranger).Grant(TicketPermissions.Work, Scope.Structure, World.Structure);

        Assert.Equal(Refusal.NotFound, (await MoveAsync(ticket, Start)).Refusal);
        await StillAsync(ticket);
    }

    private async Task StepAsync(Ticket ticket, TicketTrigger trigger, TicketState to, Action<MoveTicketRequest>? fill = null)
    {
        var now = await App.LoadAsync<Ticket>(ticket.Id);
        var result = await MoveAsync(now, trigger, fill);

        Assert.Null(result.Refusal);
        Assert.Equal(to, (await App.LoadAsync<Ticket>(ticket.Id)).State);
    }

    private Task<Result> MoveAsync(Ticket ticket, TicketTrigger trigger, Action<MoveTicketRequest>? fill = null)
    {
        var request = new MoveTicketRequest { TicketId = ticket.Id, Version = ticket.Version, Trigger = trigger };
        fill?.Invoke(request);
        return App.RunAsync((MoveTicket use) => use.RunAsync(request, default));
    }

    private async Task StillAsync(Ticket ticket)
    {
        var now = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((ticket.State, ticket.Version), (now.State, now.Version));
    }
}
