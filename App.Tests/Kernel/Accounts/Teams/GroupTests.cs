using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.People.Listing;
using OpsFlux.Kernel.Accounts.Sessions;
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
        var above = await App.SaveAsync(Make.Structure());
        var below = await App.SaveAsync(Make.Structure(parent: above.Id));
        App.User.Grant(TicketPermissions.Edit, Scope.Structure, above.Id);
        Assert.Equal(PeopleRefusals.GroupGivesMore, (await AddAsync(strong, (await App.PersonAsync(structure: above.Id)).Id)).Refusal?.Code);
        App.User.Grant(TicketPermissions.Edit, Scope.Structure, above.Id, below.Id);
        Assert.Null((await AddAsync(strong, (await App.PersonAsync(structure: above.Id)).Id)).Refusal);

        Assert.Null((await RemoveAsync(plain, person.Id)).Refusal);
        Assert.Equal(Refusal.NotFound, (await RemoveAsync(plain, person.Id)).Refusal);
    }

    [Fact]
    public async Task What_a_group_gives_is_taken_by_those_alone_who_hold_it()
    {
        App.User.Grant(UserPermissions.ManageGroups, Scope.All);
        var (group, person) = (await App.SaveAsync(Make.Group()), await App.PersonAsync());
        await App.SaveAllAsync(Make.Member(group, person), new RoleAssignment { RoleId = (await App.RoleAsync(TicketPermissions.Edit, Scope.Structure)).Id, GroupId = group.Id });

        Assert.Equal(PeopleRefusals.GroupGivesMore, (await RemoveAsync(group, person.Id)).Refusal?.Code);
        Assert.Equal(PeopleRefusals.GroupGivesMore, (await ActivateAsync(group, 1, false)).Refusal?.Code);
        App.User.Grant(TicketPermissions.Edit, Scope.Structure);
        Assert.Null((await ActivateAsync(group, 1, false)).Refusal);
        Assert.Null((await RemoveAsync(group, person.Id)).Refusal);
    }

    [Fact]
    public async Task Out_of_use_a_group_asks_nobody_for_a_second_factor_and_shows_no_role()
    {
        App.User.Grant(UserPermissions.ManageGroups, Scope.All).Grant(UserPermissions.View, Scope.All);
        var (group, person, strict) = (await App.SaveAsync(Make.Group()), await App.PersonAsync(), CredentialsApp.Strict());
        var session = new Session { UserId = person.Id, Method = SignInMethod.Password, ExpiresAt = App.Clock.Now.AddDays(1), CreatedAt = App.Clock.Now };
        await App.SaveAllAsync(strict, session, Make.Member(group, person));
        await App.SaveAsync(new RoleAssignment { RoleId = strict.Id, GroupId = group.Id });
        Assert.Equal((SessionDebt.EnrolSecondFactor, 1, strict.Code), await SeenAsync());

        Assert.Null((await ActivateAsync(group, 1, false)).Refusal);

        Assert.Equal((SessionDebt.Nothing, 0, null), await SeenAsync());

        async Task<(SessionDebt, int, string?)> SeenAsync()
        {
            var (byRole, byName) = (await UsersAsync($"?role={strict.Id}"), await UsersAsync($"?group={group.Id}"));
            return ((await App.LoadAsync<Session>(session.Id)).Owes, byRole.Count, Assert.Single(byName).Roles.SingleOrDefault()?.Code);
        }
    }

    [Fact]
    public async Task Out_of_use_a_group_says_what_depends_on_it_and_takes_nobody_in()
    {
        App.User.Grant(UserPermissions.ManageGroups, Scope.All).Grant(UserPermissions.View, Scope.All);
        var group = await App.SaveAsync(Make.Group());
        await App.SaveAllAsync(Make.Category(group: group.Id), Make.Ticket(group: group.Id), Make.Ticket(group: group.Id, state: TicketState.Closed));

        var duties = (await App.RunAsync((GetGroup use) => use.DutiesAsync(group.Id, default))).Value ?? [];
        Assert.Null((await ActivateAsync(group, 1, false)).Refusal);

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

    private async Task<IReadOnlyList<UserRow>> UsersAsync(string address) =>
        (await App.RunAsync((ListUsers use) => use.RunAsync(UserFilter.Parse(ListQuery.Parse(address)).Value!, 50, default))).Value!.Rows;   // as above, and he may list

    private Task<Result> ActivateAsync(Group group, long version, bool isActive) => App.RunAsync((SaveGroup use) => use.ActivateAsync(group.Id, version, isActive, default));

    private Task<Result> AddAsync(Group group, Guid person) => App.RunAsync((ChangeMembers use) => use.AddAsync(group.Id, person, default));

    private Task<Result> RemoveAsync(Group group, Guid person) => App.RunAsync((ChangeMembers use) => use.RemoveAsync(group.Id, person, default));

    private Task<Result> MergeAsync(Group gone, Group kept) => App.RunAsync((MergeGroups use) => use.RunAsync(gone.Id, kept.Id, default));
}
