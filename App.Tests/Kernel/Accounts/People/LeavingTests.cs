using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.People.Entering;
using OpsFlux.Kernel.Accounts.People.Leaving;
using OpsFlux.Kernel.Accounts.Public;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.People;

public sealed class LeavingTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Somebody_who_leaves_is_signed_out_and_his_open_tickets_go_to_his_heir()
    {
        App.User.Grant(UserPermissions.View, Scope.All).Grant(UserPermissions.Manage, Scope.All).Grant(TicketPermissions.Assign, Scope.All).Grant(TicketPermissions.Work, Scope.All);
        var heir = await App.PersonAsync(await App.RoleAsync(TicketPermissions.Work, Scope.Structure));
        var (person, session) = await SignedInAsync();
        var open = await App.SaveAsync(Make.Ticket(state: TicketState.InProgress, assignee: person.Id));
        var closed = await App.SaveAsync(Make.Ticket(state: TicketState.Closed, assignee: person.Id));

        var duty = Assert.Single((await App.RunAsync((DeactivateUser use) => use.PreviewAsync(person.Id, default))).Value!);   // he may
        Assert.Equal((1, 1), (duty.Count, duty.HandedOver));
        Assert.Null((await DeactivateAsync(person, heir: heir.Id)).Refusal);

        Assert.False((await App.LoadAsync<User>(person.Id)).IsActive);
        Assert.Equal(SessionEnd.Deactivated, (await App.LoadAsync<Session>(session.Id)).EndedBy);
        Assert.Equal(heir.Id, (await App.LoadAsync<Ticket>(open.Id)).AssigneeId);
        Assert.Equal(person.Id, (await App.LoadAsync<Ticket>(closed.Id)).AssigneeId);
        Assert.Single(await App.EventsAsync<UserDeactivated>(), e => e.UserId == person.Id);
    }

    [Fact]
    public async Task Without_an_heir_tickets_go_back_to_their_team()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All).Grant(TicketPermissions.Assign, Scope.All);
        var (person, team) = (await App.PersonAsync(), await App.SaveAsync(Make.Group()));
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.Assigned, assignee: person.Id, group: team.Id));

        Assert.Null((await DeactivateAsync(person)).Refusal);

        var left = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((null, team.Id), (left.AssigneeId, left.GroupId));
    }

    [Fact]
    public async Task Each_refusal()
    {
        App.User.Grant(UserPermissions.View, Scope.All).Grant(UserPermissions.Manage, Scope.All).Grant(TicketPermissions.Assign, Scope.All);
        var (person, idle, gone) = (await App.PersonAsync(), await App.PersonAsync(), await App.PersonAsync(isActive: false));
        await App.SaveAsync(Make.Ticket(state: TicketState.Assigned, assignee: person.Id));

        Assert.Equal("unknown-value", (await DeactivateAsync(person, heir: gone.Id)).Refusal?.Fields[0].Code);
        Assert.Equal(TicketRefusals.UnknownAssignee, (await DeactivateAsync(person, heir: idle.Id)).Refusal?.Code);
        Assert.Equal(Refusal.Stale, (await App.RunAsync((DeactivateUser use) => use.RunAsync(new() { Id = person.Id, Stamp = "other", HandsOver = false }, default))).Refusal);
        Assert.Equal(PeopleRefusals.AlreadyInactive, (await DeactivateAsync(gone)).Refusal?.Code);
        Assert.Equal(PeopleRefusals.NotYourself, (await DeactivateAsync(await App.LoadAsync<User>(World.Alice))).Refusal?.Code);
        Assert.True((await App.LoadAsync<User>(person.Id)).IsActive);
        App.User.Revoke(UserPermissions.Manage);
        Assert.Equal(Refusal.Forbidden, (await DeactivateAsync(person)).Refusal);
    }

    [Fact]
    public async Task Who_was_taken_out_of_use_himself_meanwhile_takes_nobody_else_out()
    {
        var other = await App.PersonAsync(isActive: false);
        App.User.As(other).Grant(UserPermissions.Manage, Scope.All);

        Assert.Equal(Refusal.Forbidden, (await DeactivateAsync(await App.PersonAsync())).Refusal);
    }

    [Fact]
    public async Task Somebody_comes_back_unless_another_account_continues_his()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);
        var person = await App.PersonAsync(isActive: false);

        Assert.Null((await ReactivateAsync(person)).Refusal);
        Assert.True((await App.LoadAsync<User>(person.Id)).IsActive);
        Assert.Equal(PeopleRefusals.AlreadyActive, (await ReactivateAsync(person)).Refusal?.Code);
        var merged = Make.User(isActive: false);
        merged.MergedIntoId = person.Id;
        await App.SaveAsync(merged);
        Assert.Equal(PeopleRefusals.WasMerged, (await ReactivateAsync(merged)).Refusal?.Code);
    }

    [Fact]
    public async Task A_lost_telephone_takes_the_factor_and_the_sessions_away()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);
        var (person, session) = await SignedInAsync();
        Assert.Equal(PeopleRefusals.NoSecondFactor, (await App.RunAsync((UserDoors use) => use.RemoveSecondFactorAsync(person.Id, default))).Refusal?.Code);
        await App.WithDbAsync(db => db.Set<User>().Where(u => u.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.TotpSecret, "sealed")));

        Assert.Null((await App.RunAsync((UserDoors use) => use.RemoveSecondFactorAsync(person.Id, default))).Refusal);

        Assert.Null((await App.LoadAsync<User>(person.Id)).TotpSecret);
        Assert.NotNull((await App.LoadAsync<Session>(session.Id)).EndedAt);
    }

    [Fact]
    public async Task A_new_password_is_asked_for_and_an_edit_seen_too_late_is_stale()
    {
        App.User.Grant(UserPermissions.Manage, Scope.All);
        var (person, session) = await SignedInAsync();
        var seen = await App.StampAsync(person);

        Assert.Null((await App.RunAsync((UserDoors use) => use.RequirePasswordChangeAsync(person.Id, default))).Refusal);

        Assert.True((await App.LoadAsync<User>(person.Id)).MustChangePassword);
        Assert.NotNull((await App.LoadAsync<Session>(session.Id)).EndedAt);
        var late = await App.RunAsync((SaveUser use) => use.RunAsync(new() { Id = person.Id, Stamp = seen, DisplayName = "Nora", StructureId = World.Structure }, default));
        Assert.Equal(Refusal.Stale, late.Refusal);
    }

    private async Task<(User, Session)> SignedInAsync()
    {
        var person = await App.PersonAsync();
        return (person, await App.SaveAsync(new Session { UserId = person.Id, Method = SignInMethod.Password, ExpiresAt = App.Clock.Now.AddDays(1), CreatedAt = App.Clock.Now }));
    }

    private async Task<Result> DeactivateAsync(User person, Guid? heir = null)
    {
        var request = new DeactivateUserRequest { Id = person.Id, Stamp = await App.StampAsync(person), HandOverTo = heir };
        return await App.RunAsync((DeactivateUser use) => use.RunAsync(request, default));
    }

    private async Task<Result> ReactivateAsync(User person)
    {
        var stamp = await App.StampAsync(person);
        return await App.RunAsync((ReactivateUser use) => use.RunAsync(person.Id, stamp, default));
    }
}
