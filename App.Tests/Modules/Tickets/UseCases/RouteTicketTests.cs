using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

/// <summary>To whom a ticket goes when it is opened, and that its timeline says why.</summary>
public sealed class RouteTicketTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task It_goes_to_whoever_of_the_group_knows_the_trade()
    {
        var (group, expert) = await GroupAsync(Make.User("Expert", skills: ["réseau"]), Make.User("Other", skills: ["papier"]));

        var ticket = await OpenAsync(group, skill: "réseau");

        Assert.Equal((expert.Id, group.Id, TicketState.Assigned), (ticket.AssigneeId, ticket.GroupId, ticket.State));
        var line = Assert.Single(await App.TimelineAsync(ticket.Id), e => e.Kind == TimelineKind.Assigned);
        Assert.Equal(("AutoAssigned.Skill|réseau", expert.Id.ToString()), (line.Reason, line.NewValue));
        Assert.Single(await App.EventsAsync<TicketAssigned>(), e => e.TicketId == ticket.Id && e.AssigneeId == expert.Id);
    }

    [Fact]
    public async Task It_goes_to_whoever_has_the_fewest_open_ones()
    {
        var (group, idle) = await GroupAsync(Make.User("Idle"), Make.User("Busy"));
        var busy = (await MembersAsync(group)).Single(m => m != idle.Id);
        await App.SaveAllAsync(Make.Ticket(assignee: busy, state: TicketState.Assigned), Make.Ticket(assignee: idle.Id, state: TicketState.Resolved), Make.Ticket(assignee: idle.Id, state: TicketState.Closed));

        var ticket = await OpenAsync(group);

        Assert.Equal(idle.Id, ticket.AssigneeId);
        Assert.Contains(await App.TimelineAsync(ticket.Id), e => e.Reason == "AutoAssigned.LeastBusy");
    }

    [Fact]
    public async Task Whoever_is_away_or_inactive_is_passed_over()
    {
        var (group, here) = await GroupAsync(Make.User("Here"), Make.User("Away", isAvailable: false), Make.User("Gone", isActive: false));
        await App.SaveAsync(Make.Ticket(assignee: here.Id, state: TicketState.Assigned));

        Assert.Equal(here.Id, (await OpenAsync(group)).AssigneeId);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Whoever_may_not_work_on_tickets_is_passed_over()
    {
        var (group, worker) = await GroupAsync(Make.User("Worker"));
        var reader = await App.SaveAsync(Make.User("Reader"));
        await App.SaveAllAsync(Make.Member(group, reader), new Grant { UserId = reader.Id, Permission = TicketPermissions.View, Scope = Scope.All });
        await App.SaveAsync(Make.Ticket(assignee: worker.Id, state: TicketState.Assigned));

        Assert.Equal(worker.Id, (await OpenAsync(group)).AssigneeId);
    }

    [Fact]
    public async Task Nobody_fits_then_it_waits_with_the_group()
    {
        var (group, _) = await GroupAsync(Make.User("Other"));

        var ticket = await OpenAsync(group, skill: "réseau");

        Assert.Equal((null, group.Id, TicketState.New), (ticket.AssigneeId, ticket.GroupId, ticket.State));
        var line = Assert.Single(await App.TimelineAsync(ticket.Id), e => e.Kind == TimelineKind.Assigned);
        Assert.Equal(("AutoAssigned.Nobody", group.Id.ToString()), (line.Reason, line.NewValue));
        Assert.Single(await App.EventsAsync<TicketAssigned>(), e => e.TicketId == ticket.Id && e.GroupId == group.Id && e.AssigneeId is null);   // so the group is told
    }

    [Fact]
    public async Task Equals_take_turns()
    {
        var (group, _) = await GroupAsync(Make.User("One"), Make.User("Two"));

        var first = await OpenAsync(group);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await OpenAsync(group);

        Assert.NotEqual(first.AssigneeId, second.AssigneeId);
    }

    private async Task<(Group Group, User First)> GroupAsync(params User[] members)
    {
        var group = Make.Group();
        await App.SaveAllAsync([group, .. members, .. members.Select(m => Make.Member(group, m))]);
        await App.SaveAllAsync([.. members.Select(m => new Grant { UserId = m.Id, Permission = TicketPermissions.Work, Scope = Scope.Structure })]);
        return (group, members[0]);
    }

    private Task<List<Guid>> MembersAsync(Group group) => App.WithDbAsync(
        db => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(db.Set<GroupMember>().Where(m => m.GroupId == group.Id).Select(m => m.UserId)));

    private async Task<Ticket> OpenAsync(Group group, string? skill = null)
    {
        var category = await App.SaveAsync(Make.Category(group: group.Id, skill: skill));
        App.User.Grant(TicketPermissions.Open, Scope.Own);
        var opened = await App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Réseau coupé", CategoryId = category.Id }, default));
        return await App.LoadAsync<Ticket>(opened.Value!.Id);   // granted and complete
    }
}
