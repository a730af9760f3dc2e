using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access.Granting;

/// <summary>Nobody gives what he does not hold as far himself; nobody gives himself anything; an administrator remains.</summary>
[Trait("Category", "Access")]
public sealed class GrantingTests(TestApp app) : AppTests(app)
{
    private const string Edit = TicketPermissions.Edit;

    [Theory]
    // What the giver holds, where; the role's scope; where it is given; whether it may be.
    [InlineData("all", Scope.All, "", true)]
    [InlineData("all", Scope.Structure, "left", true)]
    [InlineData("left", Scope.All, "", false)]
    [InlineData("left", Scope.All, "left", true)]
    [InlineData("left", Scope.Structure, "leaf", true)]
    [InlineData("left", Scope.Structure, "", true)]
    [InlineData("leaf", Scope.Structure, "left", false)]
    [InlineData("leaf", Scope.Structure, "left only", false)]
    [InlineData("leaf", Scope.Structure, "", false)]
    [InlineData("leaf", Scope.Own, "", true)]
    [InlineData("own", Scope.Own, "", true)]
    [InlineData("own", Scope.Structure, "leaf", false)]
    [InlineData("nothing", Scope.Own, "", false)]
    public async Task A_role_is_given_and_taken_only_by_who_holds_all_of_it_as_far(string holds, Scope scope, string where, bool may)
    {
        var tree = await App.TreeAsync();
        var person = await App.PersonAsync(tree.Left);
        var role = await App.RoleAsync(scope, Edit);
        App.User.Grant(AccessPermissions.Assign, Scope.Structure, tree.Left.Id, tree.Leaf.Id);
        if (holds == "all") App.User.Grant(Edit, Scope.All);
        if (holds == "left") App.User.Grant(Edit, Scope.Structure, tree.Left.Id, tree.Leaf.Id);
        if (holds == "leaf") App.User.Grant(Edit, Scope.Structure, tree.Leaf.Id);
        if (holds == "own") App.User.Grant(Edit, Scope.Own);
        Guid? structure = where switch { "" => null, "leaf" => tree.Leaf.Id, _ => tree.Left.Id };

        var given = await App.RunAsync((AssignRole use) => use.RunAsync(new() { UserId = person.Id, RoleId = role.Id, StructureId = structure, WithSubStructures = where != "left only" }, default));
        var standing = await App.SaveAsync(new RoleAssignment { RoleId = role.Id, UserId = person.Id, StructureId = structure, WithSubStructures = where != "left only", ValidTo = App.Clock.Now.AddDays(9) });
        var taken = await App.RunAsync((TakeRole use) => use.RunAsync(standing.Id, default));

        Assert.Equal(may ? null : AccessRefusals.BeyondOwn, given.Refusal?.Code);
        Assert.Equal(may ? null : AccessRefusals.BeyondOwn, taken.Refusal?.Code);
    }

    [Fact]
    public async Task A_group_serves_people_from_anywhere_so_its_roles_take_everything()
    {
        var (group, role) = (await App.SaveAsync(Make.Group(structure: World.Structure)), await App.RoleAsync(Scope.Structure, Edit));
        App.User.Grant(AccessPermissions.Assign, Scope.All).Grant(Edit, Scope.Structure);

        Assert.Equal(AccessRefusals.BeyondOwn, (await GiveGroupAsync(group, role)).Refusal?.Code);
        App.User.Grant(Edit, Scope.All);
        Assert.Null((await GiveGroupAsync(group, role)).Refusal);
    }

    [Fact]
    public async Task People_and_structures_out_of_reach_are_unknown_and_without_the_permission_nothing_goes()
    {
        var tree = await App.TreeAsync();
        var (here, there, role) = (await App.PersonAsync(tree.Left), await App.PersonAsync(tree.Right), await App.RoleAsync(Scope.Own, Edit));
        Assert.Equal(Refusal.Forbidden, (await GiveAsync(here, role)).Refusal);
        App.User.Grant(AccessPermissions.Assign, Scope.Structure, tree.Left.Id).Grant(Edit, Scope.All);

        Assert.Equal(Refusal.NotFound, (await GiveAsync(there, role)).Refusal);
        Assert.Equal("RoleId", (await App.RunAsync((AssignRole use) => use.RunAsync(new() { UserId = here.Id, RoleId = Guid.CreateVersion7() }, default))).Refusal?.Fields.Single().Field);
        Assert.Equal("StructureId", (await App.RunAsync((AssignRole use) => use.RunAsync(new() { UserId = here.Id, RoleId = role.Id, StructureId = tree.Right.Id }, default))).Refusal?.Fields.Single().Field);
        Assert.Equal("in-the-past", (await App.RunAsync((AssignRole use) => use.RunAsync(new() { UserId = here.Id, RoleId = role.Id, ValidTo = App.Clock.Now }, default))).Refusal?.Fields.Single().Code);
        Assert.Null((await GiveAsync(here, role)).Refusal);
        Assert.Equal(AccessRefusals.AlreadyHeld, (await GiveAsync(here, role)).Refusal?.Code);
    }

    [Fact]
    public async Task Nobody_gives_himself_anything_not_even_by_his_group()
    {
        var (me, group, role) = (await App.PersonAsync(), await App.SaveAsync(Make.Group()), await App.RoleAsync(Scope.Own, Edit));
        await App.SaveAsync(Make.Member(group, me));
        App.User.As(me).Grant(AccessPermissions.Assign, Scope.All).Grant(Edit, Scope.All);

        Assert.Equal(AccessRefusals.NotOneself, (await GiveAsync(me, role)).Refusal?.Code);
        Assert.Equal(AccessRefusals.NotOneself, (await GiveGroupAsync(group, role)).Refusal?.Code);
        Assert.Equal(AccessRefusals.NotOneself, (await App.RunAsync((GrantPermission use) => use.RunAsync(new() { UserId = me.Id, Permission = Edit }, default))).Refusal?.Code);
    }

    [Fact]
    public async Task What_is_lent_to_somebody_he_does_not_give()
    {
        var (lender, giver, receiver) = (await App.PersonAsync(), await App.PersonAsync(), await App.PersonAsync());
        await App.GiveAsync(lender, await App.RoleAsync(Scope.All, Edit));
        await App.GiveAsync(giver, await App.RoleAsync(Scope.All, AccessPermissions.Assign));
        await App.LendAsync(lender, giver, Edit);
        var role = await App.RoleAsync(Scope.Own, Edit);
        await using var circuit = await App.SignInAsync(giver);

        var given = await circuit.RunAsync((AssignRole use) => use.RunAsync(new() { UserId = receiver.Id, RoleId = role.Id }, default));

        Assert.Equal(AccessRefusals.BeyondOwn, given.Refusal?.Code);
    }

    [Fact]
    public async Task A_permission_is_given_straight_to_a_person_and_taken_back()
    {
        var person = await App.PersonAsync();
        App.User.Grant(AccessPermissions.Assign, Scope.All).Grant(Edit, Scope.Structure);

        Assert.Equal(AccessRefusals.BeyondOwn, (await App.RunAsync((GrantPermission use) => use.RunAsync(new() { UserId = person.Id, Permission = Edit, Scope = GivenScope.All }, default))).Refusal?.Code);
        Assert.Equal("Permission", (await App.RunAsync((GrantPermission use) => use.RunAsync(new() { UserId = person.Id, Permission = "no.such.thing" }, default))).Refusal?.Fields.Single().Field);
        var given = await App.RunAsync((GrantPermission use) => use.RunAsync(new() { UserId = person.Id, Permission = Edit, Scope = GivenScope.Structure }, default));
        Assert.Null(given.Refusal);
        Assert.Null((await App.RunAsync((TakeGrant use) => use.RunAsync(given.Value, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((TakeGrant use) => use.RunAsync(given.Value, default))).Refusal);
    }

    [Fact]
    public async Task Whoever_may_give_is_offered_all_roles_though_he_may_not_look_into_them()
    {
        var role = await App.RoleAsync(Scope.Own, Edit);
        App.User.Grant(AccessPermissions.Assign, Scope.Structure);

        var choices = await App.RunAsync((ListAssignments use) => use.ChoicesAsync(default));

        Assert.Contains(choices.Roles, r => r.Id == role.Id);
    }

    [Fact]
    public async Task Nothing_is_offered_to_be_given_to_an_account_that_goes_on_in_another()
    {
        var (kept, gone) = (await App.PersonAsync(), Make.User("Karim Benali"));
        (gone.IsActive, gone.MergedIntoId) = (false, kept.Id);
        await App.SaveAsync(gone);
        App.User.Grant(AccessPermissions.Assign, Scope.All).Grant(AccessPermissions.View, Scope.All);

        Assert.True((await App.RunAsync((ListAssignments use) => use.RunAsync(kept.Id, null, default))).Value?.MayChange);
        Assert.False((await App.RunAsync((ListAssignments use) => use.RunAsync(gone.Id, null, default))).Value?.MayChange);
    }

    private Task<Result<Guid>> GiveAsync(User person, Role role) => App.RunAsync((AssignRole use) => use.RunAsync(new() { UserId = person.Id, RoleId = role.Id }, default));

    private Task<Result<Guid>> GiveGroupAsync(Group group, Role role) => App.RunAsync((AssignRole use) => use.RunAsync(new() { GroupId = group.Id, RoleId = role.Id }, default));
}

/// <summary>In a database of its own: here it counts who is left.</summary>
[Trait("Category", "Access")]
public sealed class LastAdministratorTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Of_a_hundred_parallel_tries_to_remove_everybody_one_is_refused()
    {
        var role = await App.WithDbAsync(db => db.Set<Role>().SingleAsync(r => r.Code == BuiltInRoles.Administrator));
        var held = new List<RoleAssignment>();
        for (var i = 0; i < 20; i++) held.Add(await App.GiveAsync(await App.PersonAsync(), role));
        foreach (var permission in App.Catalog.PermissionCodes) App.User.Grant(permission, Scope.All);

        var tries = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => App.RunAsync((TakeRole use) => use.RunAsync(held[i % held.Count].Id, default))));

        Assert.Equal(1, await App.WithDbAsync(db => db.Set<RoleAssignment>().CountAsync(a => a.RoleId == role.Id)));
        Assert.Equal(held.Count - 1, tries.Count(t => t.Refusal is null));
        Assert.Contains(tries, t => t.Refusal?.Code == AccessRefusals.LastAdministrator);
    }
}
