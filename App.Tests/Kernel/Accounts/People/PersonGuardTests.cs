using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.People.Entering;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Accounts.Teams;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.People;

/// <summary>Nobody acts on the account of a person who holds more: by a changed address or a link he would become that person.</summary>
public sealed class PersonGuardTests(TestApp app) : AppTests(app)
{
    [Theory]
    [InlineData(Scope.All, false)]
    [InlineData(Scope.Structure, true)]
    [InlineData(Scope.Own, true)]
    public async Task A_manager_of_one_structure_reaches_whoever_holds_no_more_than_he(Scope theirs, bool may)
    {
        App.User.Grant(UserPermissions.View, Scope.Structure).Grant(UserPermissions.Manage, Scope.Structure).Grant(TicketPermissions.Edit, Scope.Structure);
        var person = await App.PersonAsync(await App.RoleAsync(TicketPermissions.Edit, theirs));

        var result = await EndSessionsAsync(person);

        Assert.Equal(may ? null : PeopleRefusals.HoldsMore, result.Refusal?.Code);
        var shown = await App.RunAsync((GetUser use) => use.RunAsync(person.Id, default));
        Assert.Equal(may, shown.Value?.MayManage);
    }

    [Fact]
    public async Task What_he_does_not_hold_at_all_is_more_also_when_it_begins_tomorrow_or_the_account_is_out_of_use()
    {
        App.User.Grant(UserPermissions.Manage, Scope.Structure);
        var role = await App.RoleAsync(TicketPermissions.Edit, Scope.Structure);
        var person = await App.PersonAsync(isActive: false);
        await App.SaveAsync(new RoleAssignment { RoleId = role.Id, UserId = person.Id, ValidFrom = App.Clock.Now.AddDays(1) });

        Assert.Equal(PeopleRefusals.HoldsMore, (await EndSessionsAsync(person)).Refusal?.Code);
    }

    [Fact]
    public async Task What_is_over_is_held_no_more()
    {
        App.User.Grant(UserPermissions.Manage, Scope.Structure).Grant(UserPermissions.View, Scope.Structure).Grant(UserPermissions.ManageGroups, Scope.All);
        var (role, person, group) = (await App.RoleAsync(TicketPermissions.Edit, Scope.Structure), await App.PersonAsync(), await App.SaveAsync(Make.Group()));
        var (from, over) = (App.Clock.Now.AddDays(-9), App.Clock.Now);
        await App.SaveAllAsync(
            new RoleAssignment { RoleId = role.Id, UserId = person.Id, ValidFrom = from, ValidTo = over },
            new RoleAssignment { RoleId = role.Id, GroupId = group.Id, ValidFrom = from, ValidTo = over },
            new Grant { UserId = person.Id, Permission = TicketPermissions.Edit, Scope = Scope.All, ValidFrom = from, ValidTo = over });

        Assert.Null((await App.RunAsync((ChangeMembers use) => use.AddAsync(group.Id, person.Id, default))).Refusal);
        Assert.Null((await EndSessionsAsync(person)).Refusal);
    }

    [Fact]
    public async Task A_session_that_ran_out_is_not_shown_as_open()
    {
        App.User.Grant(UserPermissions.View, Scope.Structure);
        var (person, now) = (await App.PersonAsync(), App.Clock.Now);
        await App.SaveAllAsync(SessionOf(now.AddDays(1), null), SessionOf(now, null), SessionOf(now.AddDays(1), idle: 5));

        Assert.Equal(1, (await App.RunAsync((GetUser use) => use.RunAsync(person.Id, default))).Value?.LiveSessions);

        Session SessionOf(DateTimeOffset expires, int? idle) => new()
        {
            UserId = person.Id, Method = SignInMethod.Password, CreatedAt = now.AddHours(-1), LastSeenAt = now.AddHours(-1), ExpiresAt = expires, IdleMinutes = idle,
        };
    }

    [Fact]
    public async Task What_a_group_gives_and_what_was_lent_counts()
    {
        App.User.Grant(UserPermissions.Manage, Scope.Structure);
        var role = await App.RoleAsync(TicketPermissions.Edit, Scope.Structure);
        var (member, borrower, lender) = (await App.PersonAsync(), await App.PersonAsync(), await App.PersonAsync(role));
        var group = Make.Group();
        await App.SaveAllAsync(
            group, Make.Member(group, member), new RoleAssignment { RoleId = role.Id, GroupId = group.Id },
            new Delegation { FromUserId = lender.Id, ToUserId = borrower.Id, Permissions = [TicketPermissions.Edit], ValidFrom = App.Clock.Now, ValidTo = App.Clock.Now.AddDays(1) });

        Assert.Equal(PeopleRefusals.HoldsMore, (await EndSessionsAsync(member)).Refusal?.Code);
        Assert.Equal(PeopleRefusals.HoldsMore, (await EndSessionsAsync(borrower)).Refusal?.Code);
    }

    [Fact]
    public async Task Without_the_permission_or_beyond_its_reach_nothing_is_done_and_nobody_known()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var (here, there) = (await App.PersonAsync(), await App.PersonAsync(structure: elsewhere.Id));

        Assert.Equal(Refusal.Forbidden, (await EndSessionsAsync(here)).Refusal);
        App.User.Grant(UserPermissions.View, Scope.Structure).Grant(UserPermissions.Manage, Scope.Structure);
        Assert.Equal(Refusal.NotFound, (await EndSessionsAsync(there)).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((GetUser use) => use.RunAsync(there.Id, default))).Refusal);
        Assert.Null((await EndSessionsAsync(here)).Refusal);
    }

    [Fact]
    public async Task Nobody_is_moved_where_he_would_hold_more_than_whoever_moves_him()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        App.User.Grant(UserPermissions.Manage, Scope.Structure, World.Structure, elsewhere.Id).Grant(TicketPermissions.Edit, Scope.Structure);
        var person = await App.PersonAsync(await App.RoleAsync(TicketPermissions.Edit, Scope.Structure));

        var result = await App.RunAsync((SaveUser use) => use.RunAsync(new() { Id = person.Id, Stamp = person.ConcurrencyStamp ?? "", DisplayName = "Nora", StructureId = elsewhere.Id }, default));

        Assert.Equal(PeopleRefusals.HoldsMore, result.Refusal?.Code);
    }

    private Task<Result> EndSessionsAsync(User person) => App.RunAsync((UserDoors use) => use.EndSessionsAsync(person.Id, default));
}
