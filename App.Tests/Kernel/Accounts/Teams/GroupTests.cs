using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Teams;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Accounts.People;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.Teams;

public sealed class GroupTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_group_is_made_renamed_and_found_without_accents()
    {
        App.User.Grant(UserPermissions.ManageGroups, Scope.All);
        var id = (await SaveAsync(new() { Name = "Équipe de nuit" })).Value;

        Assert.Equal("name-taken", (await SaveAsync(new() { Name = "équipe de NUIT" })).Refusal?.Fields[0].Code);
        Assert.Null((await SaveAsync(new() { Id = id, Version = 1, Name = "Équipe de jour", StructureId = World.Structure })).Refusal);
        Assert.Equal(Refusal.Stale, (await SaveAsync(new() { Id = id, Version = 1, Name = "Trop tard" })).Refusal);

        var rows = (await ListAsync("?q=EQUIPE")).Value?.Rows ?? [];
        Assert.Equal("Siège", Assert.Single(rows, r => r.Id == id).Structure);
    }

    [Fact]
    public async Task Beyond_ones_reach_no_group_is_seen_made_or_changed()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var (everywhere, there) = (await App.SaveAsync(Make.Group("Partout")), await App.SaveAsync(Make.Group("Ailleurs", elsewhere.Id)));

        Assert.Equal(Refusal.Forbidden, (await SaveAsync(new() { Name = "Non" })).Refusal);
        App.User.Grant(UserPermissions.ManageGroups, Scope.Structure);
        Assert.Equal("unknown-value", (await SaveAsync(new() { Name = "Pour tous" })).Refusal?.Fields[0].Code);
        Assert.Equal("unknown-value", (await SaveAsync(new() { Name = "Là-bas", StructureId = elsewhere.Id })).Refusal?.Fields[0].Code);
        Assert.Equal(Refusal.NotFound, (await SaveAsync(new() { Id = everywhere.Id, Version = 1, Name = "À moi" })).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((GetGroup use) => use.RunAsync(there.Id, default))).Refusal);
        Assert.Null((await SaveAsync(new() { Name = $"Ici {Guid.CreateVersion7()}", StructureId = World.Structure })).Refusal);
        Assert.DoesNotContain((await ListAsync("")).Value!.Rows, r => r.Id == there.Id || r.Id == everywhere.Id);   // he may list
    }

    [Fact]
    public async Task Members_come_and_go_but_nobody_is_given_more_than_one_holds()
    {
        App.User.Grant(UserPermissions.ManageGroups, Scope.All).Grant(UserPermissions.View, Scope.All);
        var (plain, strong, person, gone) = (await App.SaveAsync(Make.Group()), await App.SaveAsync(Make.Group()), await App.PersonAsync(), await App.PersonAsync(isActive: false));
        await App.SaveAsync(new RoleAssignment { RoleId = (await App.RoleAsync(TicketPermissions.Edit, Scope.Structure)).Id, GroupId = strong.Id });

        Assert.Null((await AddAsync(plain, person.Id)).Refusal);
        Assert.Equal(PeopleRefusals.AlreadyMember, (await AddAsync(plain, person.Id)).Refusal?.Code);
        Assert.Equal(PeopleRefusals.IsInactive, (await AddAsync(plain, gone.Id)).Refusal?.Code);
        Assert.Equal(PeopleRefusals.GroupGivesMore, (await AddAsync(strong, person.Id)).Refusal?.Code);
        Assert.Equal(PeopleRefusals.GroupGivesMore, (await AddAsync(strong, World.Alice)).Refusal?.Code);
        App.User.Grant(TicketPermissions.Edit, Scope.Structure);
        Assert.Null((await AddAsync(strong, person.Id)).Refusal);

        Assert.Null((await RemoveAsync(plain, person.Id)).Refusal);
        Assert.Equal(Refusal.NotFound, (await RemoveAsync(plain, person.Id)).Refusal);
    }

    [Fact]
    public async Task Out_of_use_a_group_says_what_depends_on_it_and_takes_nobody_in()
    {
        App.User.Grant(UserPermissions.ManageGroups, Scope.All).Grant(UserPermissions.View, Scope.All);
        var group = await App.SaveAsync(Make.Group());
        await App.SaveAllAsync(Make.Category(group: group.Id), Make.Ticket(group: group.Id), Make.Ticket(group: group.Id, state: TicketState.Closed));

        var duties = (await App.RunAsync((GetGroup use) => use.DutiesAsync(group.Id, default))).Value ?? [];
        Assert.Null((await App.RunAsync((SaveGroup use) => use.ActivateAsync(group.Id, 1, false, default))).Refusal);

        Assert.Equal([("Duty.GroupCategories", 1), ("Duty.GroupTickets", 1)], duties.Select(d => (d.Text, d.Count)));
        Assert.Equal(PeopleRefusals.GroupInactive, (await AddAsync(group, World.Alice)).Refusal?.Code);
    }

    [Fact]
    public async Task Two_groups_become_one()
    {
        App.User.Grant(UserPermissions.ManageGroups, Scope.All);
        var (gone, kept) = (await App.SaveAsync(Make.Group()), await App.SaveAsync(Make.Group()));
        var (both, single) = (await App.PersonAsync(), await App.PersonAsync());
        var (category, ticket) = (Make.Category(group: gone.Id), Make.Ticket(group: gone.Id));
        await App.SaveAllAsync(category, ticket, Make.Member(gone, both), Make.Member(kept, both), Make.Member(gone, single));

        Assert.Equal(PeopleRefusals.SameGroup, (await MergeAsync(gone, gone)).Refusal?.Code);
        Assert.Null((await MergeAsync(gone, kept)).Refusal);

        Assert.Equal((kept.Id, kept.Id), ((await App.LoadAsync<Category>(category.Id)).DefaultGroupId, (await App.LoadAsync<Ticket>(ticket.Id)).GroupId));
        Assert.Equal(2, await App.WithDbAsync(db => db.Set<GroupMember>().CountAsync(m => m.GroupId == kept.Id)));
        Assert.False((await App.LoadAsync<Group>(gone.Id)).IsActive);
        Assert.Equal(PeopleRefusals.GroupInactive, (await MergeAsync(kept, gone)).Refusal?.Code);
    }

    [Fact]
    public async Task Groups_are_not_merged_into_more_than_one_holds()
    {
        App.User.Grant(UserPermissions.ManageGroups, Scope.All);
        var (gone, kept) = (await App.SaveAsync(Make.Group()), await App.SaveAsync(Make.Group()));
        var role = await App.RoleAsync(TicketPermissions.Edit, Scope.Structure);
        await App.SaveAllAsync(new RoleAssignment { RoleId = role.Id, GroupId = kept.Id }, Make.Member(gone, await App.PersonAsync()));

        Assert.Equal(PeopleRefusals.GroupGivesMore, (await MergeAsync(gone, kept)).Refusal?.Code);
    }

    private Task<Result<Guid>> SaveAsync(SaveGroupRequest request) => App.RunAsync((SaveGroup use) => use.RunAsync(request, default));

    private Task<Result<ListPage<GroupRow>>> ListAsync(string address) => App.RunAsync((ListGroups use) => use.RunAsync(GroupFilter.Parse(ListQuery.Parse(address)).Value!, 50, default));   // addresses are right

    private Task<Result> AddAsync(Group group, Guid person) => App.RunAsync((ChangeMembers use) => use.AddAsync(group.Id, person, default));

    private Task<Result> RemoveAsync(Group group, Guid person) => App.RunAsync((ChangeMembers use) => use.RemoveAsync(group.Id, person, default));

    private Task<Result> MergeAsync(Group gone, Group kept) => App.RunAsync((MergeGroups use) => use.RunAsync(gone.Id, kept.Id, default));
}
