using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access;

/// <summary>What roles, groups, dates and the tree of structures add up to for somebody who really signs in.</summary>
[Trait("Category", "Access")]
public sealed class GrantsTests(TestApp app) : AppTests(app)
{
    private const string View = TicketPermissions.View;

    [Fact]
    public async Task A_role_without_structure_counts_from_ones_own_with_its_subtree()
    {
        var (_, left, leaf, _) = await TreeAsync();
        var person = await PersonAsync(left);
        await GiveAsync(person, Scope.Structure);

        Assert.Equivalent(new[] { left.Id, leaf.Id }, (await ReachAsync(person))?.Structures, strict: true);
    }

    [Fact]
    public async Task A_role_within_a_structure_reaches_its_subtree_and_not_ones_own()
    {
        var (_, left, leaf, right) = await TreeAsync();
        var person = await PersonAsync(right);
        await GiveAsync(person, Scope.Structure, left);

        Assert.Equivalent(new[] { left.Id, leaf.Id }, (await ReachAsync(person))?.Structures, strict: true);
    }

    [Fact]
    public async Task All_within_a_structure_is_that_structure()
    {
        var (_, left, leaf, right) = await TreeAsync();
        var person = await PersonAsync(right);
        await GiveAsync(person, Scope.All, left);

        var reach = await ReachAsync(person);

        Assert.False(reach?.All);
        Assert.Equivalent(new[] { left.Id, leaf.Id }, reach?.Structures, strict: true);
    }

    [Fact]
    public async Task All_without_structure_is_all()
    {
        var person = await PersonAsync();
        await GiveAsync(person, Scope.All);

        Assert.True((await ReachAsync(person))?.All);
    }

    [Fact]
    public async Task Own_reaches_no_structure()
    {
        var person = await PersonAsync();
        await GiveAsync(person, Scope.Own);

        Assert.Equivalent(new Reach(false, []), await ReachAsync(person), strict: true);
    }

    [Fact]
    public async Task A_group_hands_its_roles_to_its_members()
    {
        var (person, stranger, group, role) = (await PersonAsync(), await PersonAsync(), Make.Group(), NewRole());
        await App.SaveAllAsync(group, Make.Member(group, person), role, new Grant { RoleId = role.Id, Permission = View, Scope = Scope.All }, new RoleAssignment { RoleId = role.Id, GroupId = group.Id });

        Assert.NotNull(await ReachAsync(person));
        Assert.Null(await ReachAsync(stranger));
    }

    [Fact]
    public async Task Straight_to_the_person_a_grant_counts_too()
    {
        var person = await PersonAsync();
        await App.SaveAsync(new Grant { UserId = person.Id, Permission = View, Scope = Scope.Structure });

        Assert.Equivalent(new[] { World.Structure }, (await ReachAsync(person))?.Structures, strict: true);
    }

    [Fact]
    public async Task Two_roles_over_the_same_place_show_each_row_once()
    {
        var (top, left, _, _) = await TreeAsync();
        var person = await PersonAsync(left);
        await GiveAsync(person, Scope.Structure, left);
        await GiveAsync(person, Scope.Structure, top);
        await GiveAsync(person, Scope.Structure);
        await App.SaveAllAsync(Make.Ticket("Une fois", structure: left.Id, requester: person.Id), Make.Ticket("Une fois aussi", structure: left.Id));

        await using var circuit = await App.SignInAsync(person);
        var rows = (await circuit.RunAsync((ListTickets use) => use.RunAsync(new(), 50, default))).Value!.Rows;   // granted

        Assert.Equal(4, circuit.User.ReachOf(View)?.Structures.Length);
        Assert.Equal(["Une fois", "Une fois aussi"], rows.Select(r => r.Title).Order());
    }

    [Fact]
    public async Task A_dated_grant_begins_and_ends_inside_an_open_circuit_and_takes_nothing_else_along()
    {
        var person = await PersonAsync();
        await GiveAsync(person, Scope.Own);
        await App.SaveAsync(new Grant
        {
            UserId = person.Id, Permission = TicketPermissions.Export, Scope = Scope.All, ValidFrom = App.Clock.Now.AddHours(1), ValidTo = App.Clock.Now.AddHours(2),
        });
        await using var circuit = await App.SignInAsync(person);

        Assert.Equal((true, false), MayViewAndExport());
        App.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((true, true), MayViewAndExport());
        App.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((true, false), MayViewAndExport());

        (bool, bool) MayViewAndExport() => (circuit.User.Can(View), circuit.User.Can(TicketPermissions.Export));
    }

    [Fact]
    public async Task A_role_lent_for_a_time_narrows_the_grants_own_dates()
    {
        var (person, role) = (await PersonAsync(), NewRole());
        await App.SaveAllAsync(
            role, new Grant { RoleId = role.Id, Permission = View, Scope = Scope.All, ValidTo = App.Clock.Now.AddDays(9) },
            new RoleAssignment { RoleId = role.Id, UserId = person.Id, ValidTo = App.Clock.Now.AddDays(1) });
        await using var circuit = await App.SignInAsync(person);

        Assert.True(circuit.User.Can(View));
        App.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False(circuit.User.Can(View));
    }

    [Fact]
    public async Task Somebody_inactive_may_nothing()
    {
        var person = await App.SaveAsync(Make.User(isActive: false));
        await GiveAsync(person, Scope.All);

        Assert.Null(await ReachAsync(person));
    }

    [Fact]
    public async Task A_role_taken_away_counts_at_once_in_an_open_circuit()
    {
        var person = await PersonAsync();
        await GiveAsync(person, Scope.All);
        await using var circuit = await App.SignInAsync(person);
        Assert.True(circuit.User.Can(View));

        await App.WithDbAsync(db => db.Set<RoleAssignment>().Where(a => a.UserId == person.Id).ExecuteDeleteAsync());
        await App.Services.GetRequiredService<AccessCache>().InvalidateAsync(person.Id, default);

        Assert.False(circuit.User.Can(View));
    }

    [Fact]
    public async Task Nobody_signed_in_may_nothing()
    {
        await using var scope = App.Services.CreateAsyncScope();

        Assert.False(scope.ServiceProvider.GetRequiredService<CurrentUser>().Can(View));
    }

    [Fact]
    public async Task The_built_in_roles_hold_what_the_modules_declare()
    {
        var admin = await PersonAsync();
        var user = await PersonAsync();
        await AssignAsync(admin, BuiltInRoles.Administrator);
        await AssignAsync(user, BuiltInRoles.User);

        await using var asAdmin = await App.SignInAsync(admin);
        await using var asUser = await App.SignInAsync(user);

        Assert.All(App.Catalog.PermissionCodes, code => Assert.True(asAdmin.User.ReachOf(code)?.All, code));
        Assert.Equal((true, true, false), (asUser.User.Can(View), asUser.User.Can(TicketPermissions.Open), asUser.User.Can(TicketPermissions.Assign)));
    }

    private static Role NewRole() => new() { Code = $"role-{Guid.CreateVersion7():n}" };

    private async Task<User> PersonAsync(Structure? home = null) => await App.SaveAsync(Make.User(structure: home?.Id));

    private async Task<(Structure Top, Structure Left, Structure Leaf, Structure Right)> TreeAsync()
    {
        var top = Make.Structure("Top");
        var (left, right) = (Make.Structure("Left", top.Id), Make.Structure("Right", top.Id));
        var leaf = Make.Structure("Leaf", left.Id);
        await App.SaveAllAsync(top, left, right, leaf);
        return (top, left, leaf, right);
    }

    private async Task GiveAsync(User person, Scope scope, Structure? within = null)
    {
        var role = NewRole();
        await App.SaveAllAsync(role, new Grant { RoleId = role.Id, Permission = View, Scope = scope }, new RoleAssignment { RoleId = role.Id, UserId = person.Id, StructureId = within?.Id });
    }

    private async Task AssignAsync(User person, string code)
    {
        var role = await App.WithDbAsync(db => db.Set<Role>().SingleAsync(r => r.Code == code));
        await App.SaveAsync(new RoleAssignment { RoleId = role.Id, UserId = person.Id });
    }

    private async Task<Reach?> ReachAsync(User person)
    {
        await using var circuit = await App.SignInAsync(person);
        return circuit.User.ReachOf(View);
    }
}
