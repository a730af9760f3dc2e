using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Families;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Families;

public sealed class ResolveChildrenTests : AppTests
{
    public ResolveChildrenTests(TestApp app) : base(app)
    {
        foreach (var permission in app.Catalog.PermissionCodes) app.User.Grant(permission, Scope.All);
    }

    [Fact]
    public async Task Parts_in_progress_are_resolved_with_their_parent_where_that_is_asked_for()
    {
        var (parent, running, fresh) = await FamilyAsync();

        Assert.Equal(new OpenChildren(2, 1), (await App.RunAsync((GetOpenChildren use) => use.RunAsync(parent.Id, default))).Value);
        Assert.Null((await ResolveAsync(parent, withChildren: true)).Refusal);

        var resolved = await App.LoadAsync<Ticket>(running.Id);
        Assert.Equal((TicketState.Resolved, "Vanne changée"), (resolved.State, resolved.Solution));
        Assert.Equal(TicketState.New, (await App.LoadAsync<Ticket>(fresh.Id)).State);
    }

    [Fact]
    public async Task Otherwise_they_stay_as_they_are()
    {
        var (parent, running, _) = await FamilyAsync();

        await ResolveAsync(parent, withChildren: false);

        Assert.Equal(TicketState.InProgress, (await App.LoadAsync<Ticket>(running.Id)).State);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Parts_out_of_reach_are_neither_counted_nor_resolved()
    {
        var (parent, running, _) = await FamilyAsync((await App.SaveAsync(Make.Structure())).Id);
        App.User.Grant(TicketPermissions.Resolve, Scope.Structure).Grant(TicketPermissions.View, Scope.Structure);

        Assert.Equal(new OpenChildren(1, 0), (await App.RunAsync((GetOpenChildren use) => use.RunAsync(parent.Id, default))).Value);
        await ResolveAsync(parent, withChildren: true);
        Assert.Equal(TicketState.InProgress, (await App.LoadAsync<Ticket>(running.Id)).State);

        App.User.Revoke(TicketPermissions.View);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((GetOpenChildren use) => use.RunAsync(parent.Id, default))).Refusal);
    }

    [Fact]
    public async Task Parts_whose_checklist_is_not_done_stay_and_thirty_cost_as_many_statements_as_one()
    {
        var (parent, running, _) = await FamilyAsync();
        await App.SaveAsync(new ChecklistItem { TicketId = running.Id, Text = "Essai", IsRequired = true });
        await ResolveAsync(parent, withChildren: true);
        Assert.Equal(TicketState.InProgress, (await App.LoadAsync<Ticket>(running.Id)).State);

        var (one, _, _) = await FamilyAsync();
        var forOne = await App.CountQueriesAsync(() => ResolveAsync(one, withChildren: true));
        var (many, _, _) = await FamilyAsync();
        for (var i = 0; i < 9; i++)
        {
            var child = await App.SaveAsync(Make.Ticket(state: TicketState.InProgress));
            await App.RunAsync((LinkRecords use) => use.RunAsync(child.Ref, LinkType.ChildOf, false, many.Number, default));
        }

        Assert.InRange(await App.CountQueriesAsync(() => ResolveAsync(many, withChildren: true)), forOne, forOne + 2);   // saving goes in batches
    }

    private async Task<(Ticket Parent, Ticket Running, Ticket Fresh)> FamilyAsync(Guid? elsewhere = null)
    {
        var stranger = await App.SaveAsync(Make.User());
        var (parent, running, fresh) = (
            await App.SaveAsync(Make.Ticket(state: TicketState.InProgress)),
            await App.SaveAsync(Make.Ticket(state: TicketState.InProgress, structure: elsewhere, requester: stranger.Id)),
            await App.SaveAsync(Make.Ticket()));
        foreach (var child in new[] { running, fresh })
            Assert.Null((await App.RunAsync((LinkRecords use) => use.RunAsync(child.Ref, LinkType.ChildOf, false, parent.Number, default))).Refusal);
        return (parent, running, fresh);
    }

    private Task<Result> ResolveAsync(Ticket parent, bool withChildren) => App.RunAsync((MoveTicket use) => use.RunAsync(
        new() { TicketId = parent.Id, Version = 1, Trigger = TicketTrigger.Resolve, Solution = "Vanne changée", WithChildren = withChildren }, default));
}
