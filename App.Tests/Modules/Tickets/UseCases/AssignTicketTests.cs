using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

public sealed class AssignTicketTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_person_gets_it_with_its_group()
    {
        App.User.Grant(TicketPermissions.Assign, Scope.All);
        var (group, member) = await TeamAsync();
        var ticket = await App.SaveAsync(Make.Ticket());

        var result = await AssignAsync(ticket, member.Id, group.Id);

        Assert.Null(result.Refusal);
        var given = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((member.Id, group.Id, TicketState.Assigned, 0), (given.AssigneeId, given.GroupId, given.State, given.ReassignmentCount));
        Assert.Single(await App.EventsAsync<TicketAssigned>(), e => e.TicketId == ticket.Id && e.AssigneeId == member.Id);
        Assert.Contains(await App.TimelineAsync(ticket.Id), e => e is { Kind: TimelineKind.Assigned, Reason: null } && e.NewValue == member.Id.ToString());
    }

    [Fact]
    public async Task A_group_alone_takes_it_from_the_person()
    {
        App.User.Grant(TicketPermissions.Assign, Scope.All);
        var (group, member) = await TeamAsync();
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.InProgress, assignee: member.Id));

        await AssignAsync(ticket, null, group.Id);

        var given = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((null, group.Id, TicketState.Assigned, 1), (given.AssigneeId, given.GroupId, given.State, given.ReassignmentCount));
    }

    [Fact]
    public async Task Whoever_loses_it_hears_of_it_too()
    {
        App.User.Grant(TicketPermissions.Assign, Scope.All);
        var (_, before) = await TeamAsync();
        var (_, after) = await TeamAsync();
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.InProgress, assignee: before.Id));

        await AssignAsync(ticket, after.Id, null);

        var audiences = await App.WithDbAsync(db => Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(
            db.Set<OpsFlux.Kernel.Events.EventRow>().Where(e => e.RecordId == ticket.Id).Select(e => e.Audience)));
        Assert.All(audiences, a => Assert.Equivalent(new[] { World.Alice, before.Id, after.Id }, a));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_person_inactive_or_of_no_team_cannot_receive(bool isActive, bool isMember)
    {
        App.User.Grant(TicketPermissions.Assign, Scope.All);
        var person = await App.SaveAsync(Make.User(isActive: isActive));
        if (isMember) await JoinAsync(person);
        var ticket = await App.SaveAsync(Make.Ticket());

        Assert.Equal(TicketRefusals.UnknownAssignee, (await AssignAsync(ticket, person.Id, null)).Refusal?.Code);
    }

    [Fact]
    public async Task A_group_that_does_not_exist_is_refused()
    {
        App.User.Grant(TicketPermissions.Assign, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());

        Assert.Equal(TicketRefusals.UnknownGroup, (await AssignAsync(ticket, null, Guid.CreateVersion7())).Refusal?.Code);
        Assert.Equal(RefusalKind.Invalid, (await AssignAsync(ticket, null, null)).Refusal?.Kind);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Teams_of_other_structures_and_their_people_are_out_of_reach()
    {
        var foreign = await App.SaveAsync(Make.Group(structure: (await App.SaveAsync(Make.Structure())).Id));
        var stranger = await App.SaveAsync(Make.User());
        await App.SaveAsync(Make.Member(foreign, stranger));
        var ticket = await App.SaveAsync(Make.Ticket());
        App.User.Grant(TicketPermissions.Assign, Scope.Structure);

        Assert.Equal(TicketRefusals.UnknownGroup, (await AssignAsync(ticket, null, foreign.Id)).Refusal?.Code);
        Assert.Equal(TicketRefusals.UnknownAssignee, (await AssignAsync(ticket, stranger.Id, null)).Refusal?.Code);
        App.User.Grant(TicketPermissions.Assign, Scope.All);
        Assert.Null((await AssignAsync(ticket, stranger.Id, foreign.Id)).Refusal);
    }

    [Fact]
    public async Task Whoever_has_it_may_keep_it_though_out_of_reach()
    {
        var foreign = await App.SaveAsync(Make.Group(structure: (await App.SaveAsync(Make.Structure())).Id));
        var (_, member) = await TeamAsync();
        var ticket = await App.SaveAsync(Make.Ticket(group: foreign.Id));
        App.User.Grant(TicketPermissions.Assign, Scope.Structure);

        Assert.Null((await AssignAsync(ticket, member.Id, foreign.Id)).Refusal);
    }

    [Fact]
    public async Task What_is_over_is_not_given_to_anybody()
    {
        App.User.Grant(TicketPermissions.Assign, Scope.All);
        var (_, member) = await TeamAsync();
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.Closed));

        Assert.Equal("transition-not-allowed", (await AssignAsync(ticket, member.Id, null)).Refusal?.Code);
    }

    [Fact]
    public async Task Without_the_permission_out_of_scope_or_from_an_old_page_nothing_happens()
    {
        var (_, member) = await TeamAsync();
        var ticket = await App.SaveAsync(Make.Ticket(requester: member.Id, structure: (await App.SaveAsync(Make.Structure())).Id));

        Assert.Equal(Refusal.Forbidden, (await AssignAsync(ticket, member.Id, null)).Refusal);
        App.User.Grant(TicketPermissions.Assign, Scope.Structure, World.Structure);
        Assert.Equal(Refusal.NotFound, (await AssignAsync(ticket, member.Id, null)).Refusal);
        App.User.Grant(TicketPermissions.Assign, Scope.All);
        Assert.Equal(Refusal.Stale, (await AssignAsync(ticket, member.Id, null, version: 7)).Refusal);
        Assert.Null((await App.LoadAsync<Ticket>(ticket.Id)).AssigneeId);
    }

    [Fact]
    public async Task A_person_without_the_group_or_nobody_back_to_the_group()
    {
        App.User.Grant(TicketPermissions.Assign, Scope.All);
        var (group, member) = await TeamAsync();
        var ticket = await App.SaveAsync(Make.Ticket(group: group.Id));

        Assert.Null((await GiveAsync(ticket, new() { AssigneeId = member.Id, WithoutGroup = true })).Refusal);
        var alone = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((member.Id, (Guid?)null), (alone.AssigneeId, alone.GroupId));

        Assert.Null((await GiveAsync(alone, new() { GroupId = group.Id })).Refusal);
        var back = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal(((Guid?)null, group.Id), (back.AssigneeId, back.GroupId));
        Assert.Equal(RefusalKind.Invalid, (await GiveAsync(back, new() { GroupId = group.Id, WithoutGroup = true })).Refusal?.Kind);
    }

    [Fact]
    public async Task From_an_old_page_it_passes_unless_the_ticket_went_on_meanwhile()
    {
        App.User.Grant(TicketPermissions.Assign, Scope.All).Grant(TicketPermissions.Edit, Scope.All);
        var (group, member) = await TeamAsync();
        var ticket = await App.SaveAsync(Make.Ticket());
        TicketStand seen = new(ticket.State, ticket.AssigneeId, ticket.GroupId);
        await App.RunAsync((EditTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Changes = [new() { Field = nameof(Ticket.Impact), Seen = "Low", Value = "High" }] }, default));

        Assert.Null((await GiveAsync(ticket, new() { AssigneeId = member.Id, Seen = seen })).Refusal);
        var late = (await GiveAsync(ticket, new() { GroupId = group.Id, Seen = seen })).Refusal;

        Assert.Equal((RefusalKind.Stale, TicketRefusals.MovedMeanwhile), (late?.Kind, late?.Code));
        Assert.Equal(["Alice Martin", member.DisplayName], [late!.Arguments[0], late.Arguments[2]]);   // just compared
        Assert.Equal(member.Id, (await App.LoadAsync<Ticket>(ticket.Id)).AssigneeId);
    }

    private Task<Result> GiveAsync(Ticket ticket, AssignTicketRequest request)
    {
        (request.TicketId, request.Version) = (ticket.Id, ticket.Version);
        return App.RunAsync((AssignTicket use) => use.RunAsync(request, default));
    }

    private async Task<(Group Group, User Member)> TeamAsync()
    {
        var member = await App.SaveAsync(Make.User());
        return (await JoinAsync(member), member);
    }

    private async Task<Group> JoinAsync(User person)
    {
        var group = await App.SaveAsync(Make.Group());
        await App.SaveAsync(Make.Member(group, person));
        return group;
    }

    private Task<Result> AssignAsync(Ticket ticket, Guid? person, Guid? group, long? version = null) => App.RunAsync((AssignTicket use) => use.RunAsync(
        new() { TicketId = ticket.Id, Version = version ?? ticket.Version, AssigneeId = person, GroupId = group }, default));
}
