using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Many;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Many;

public sealed class ManyTicketsTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_change_leaves_what_it_does_not_name()
    {
        App.User.Grant(TicketPermissions.Edit, Scope.Structure);
        var ticket = await App.SaveAsync(Make.Ticket("Pompe"));

        var result = await ChangeAsync(ticket, new(null, Impact.High, Urgency.High));

        var changed = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Null(result.Refusal);
        Assert.Equal(("Pompe", ticket.CategoryId, Priority.Critical), (changed.Title, changed.CategoryId, changed.Priority));
    }

    [Fact]
    public async Task A_row_that_somebody_changed_since_is_stale_and_stays()
    {
        App.User.Grant(TicketPermissions.Edit, Scope.Structure);
        var ticket = await App.SaveAsync(Make.Ticket());
        await ChangeAsync(ticket, new(null, Impact.High, null));

        Assert.Equal(Refusal.Stale, (await ChangeAsync(ticket, new(null, null, Urgency.Low))).Refusal);
        Assert.Equal(Impact.High, (await App.LoadAsync<Ticket>(ticket.Id)).Impact);
    }

    [Fact]
    public async Task Rows_out_of_scope_and_without_permission_are_refused_one_by_one()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var ticket = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id, structure: elsewhere.Id));

        Assert.Equal(Refusal.Forbidden, (await ChangeAsync(ticket, new(null, Impact.High, null))).Refusal);
        App.User.Grant(TicketPermissions.Edit, Scope.Structure).Grant(TicketPermissions.Assign, Scope.Structure);
        Assert.Equal(Refusal.NotFound, (await ChangeAsync(ticket, new(null, Impact.High, null))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ManyTickets use) => use.AssignAsync(Row(ticket), World.Alice, null, default))).Refusal);
    }

    [Fact]
    public async Task A_step_goes_through_the_workflow_of_each()
    {
        App.User.Grant(TicketPermissions.Work, Scope.Structure).Grant(TicketPermissions.Cancel, Scope.Structure);
        var (fresh, over) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket(state: TicketState.Closed)));
        var run = new ManyRun([Row(fresh), Row(over)], (row, ct) =>
            App.RunAsync((ManyTickets use) => use.MoveAsync(row, new() { Trigger = TicketTrigger.Cancel, Reason = "doublon" }, ct)));

        await run.RunAsync(() => { }, default);

        Assert.Equal(1, run.Done);
        Assert.Equal(over.Number, Assert.Single(Assert.Single(run.Refused).Rows).Number);
        Assert.Equal(TicketState.Cancelled, (await App.LoadAsync<Ticket>(fresh.Id)).State);
    }

    [Fact]
    public async Task A_group_of_ones_reach_receives_them()
    {
        App.User.Grant(TicketPermissions.Assign, Scope.Structure);
        var group = await App.SaveAsync(Make.Group(structure: World.Structure));
        var ticket = await App.SaveAsync(Make.Ticket());

        Assert.Null((await App.RunAsync((ManyTickets use) => use.AssignAsync(Row(ticket), null, group.Id, default))).Refusal);
        Assert.Equal(group.Id, (await App.LoadAsync<Ticket>(ticket.Id)).GroupId);
    }

    [Fact]
    public async Task A_tag_is_put_on_each_that_one_may_change_and_then_offered_as_a_filter()
    {
        App.User.Grant(TicketPermissions.Edit, Scope.Structure).Grant(TicketPermissions.View, Scope.All);
        var elsewhere = await App.SaveAsync(Make.Structure());
        var (here, there) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket(structure: elsewhere.Id, requester: (await App.SaveAsync(Make.User())).Id)));

        Assert.Null((await TagAsync(here)).Refusal);
        Assert.Null((await TagAsync(here)).Refusal);   // twice is once
        Assert.Equal(Refusal.Forbidden, (await TagAsync(there)).Refusal);

        Assert.Contains("Arrêt d’août", await App.RunAsync((TicketChoices use) => use.TagsAsync(default)));
        Assert.Equal([here.Id], (await App.RunAsync((ListTickets use) => use.RunAsync(TicketFilter.Parse(ListQuery.Parse("?tag=arret d’AOUT")).Value!, 50, default))).Value!.Rows.Select(r => r.Id));   // granted
        App.User.Revoke(TicketPermissions.Edit);
        Assert.Empty(await App.RunAsync((TicketChoices use) => use.TagsAsync(default)));
    }

    private Task<Result> TagAsync(Ticket ticket) => App.RunAsync((ManyTickets use) => use.TagAsync(Row(ticket), "Arrêt d’août", default));

    private static SelectedRow Row(Ticket ticket) => new(ticket.Id, ticket.Version, ticket.Number);

    private Task<Result> ChangeAsync(Ticket ticket, TicketChanges changes) => App.RunAsync((ManyTickets use) => use.ChangeAsync(Row(ticket), changes, default));
}
