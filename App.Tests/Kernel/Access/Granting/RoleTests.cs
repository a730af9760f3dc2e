using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access.Granting;

/// <summary>Making, changing and deleting roles.</summary>
[Trait("Category", "Access")]
public sealed class RoleTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_role_is_made_changed_and_deleted()
    {
        App.User.Grant(AccessPermissions.ManageRoles, Scope.All).Grant(AccessPermissions.View, Scope.All).Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Edit, Scope.All);
        var code = (await SaveAsync(new() { Name = "Chef d’équipe", Grants = [new() { Permission = TicketPermissions.View, Scope = GivenScope.Structure }] })).Value!;   // saved
        var made = (await ReadAsync(code)).Value!;   // just made

        Assert.Equal("chef-d-equipe", code);
        Assert.Equal(Scope.Structure, made.Permissions.Single(p => p.Code == TicketPermissions.View).Scope);
        Assert.Equal("name-taken", (await SaveAsync(new() { Name = "CHEF D’ÉQUIPE" })).Refusal?.Fields.Single().Code);
        var changed = await SaveAsync(new() { Id = made.Id, Version = made.Version, Name = made.Name, RequiresSecondFactor = true, Grants = [new() { Permission = TicketPermissions.Edit, Scope = GivenScope.Own }] });
        Assert.Null(changed.Refusal);
        Assert.Equal(Refusal.Stale, (await SaveAsync(new() { Id = made.Id, Version = made.Version, Name = made.Name })).Refusal);
        var now = (await ReadAsync(code)).Value!;   // as above
        Assert.True(now.RequiresSecondFactor);
        Assert.Null(now.Permissions.Single(p => p.Code == TicketPermissions.View).Scope);
        Assert.Null((await DeleteAsync(now, evenIfHeld: false)).Refusal);
        Assert.Equal(Refusal.NotFound, (await ReadAsync(code)).Refusal);
    }

    [Fact]
    public async Task A_role_holds_no_more_than_who_writes_it_before_and_after()
    {
        var role = await App.RoleAsync(Scope.All, TicketPermissions.Edit);
        App.User.Grant(AccessPermissions.ManageRoles, Scope.All).Grant(TicketPermissions.View, Scope.Structure);
        SaveRoleRequest With(string permission, GivenScope scope) => new() { Id = role.Id, Version = 1, Name = role.Name, Grants = [new() { Permission = TicketPermissions.Edit, Scope = GivenScope.All }, new() { Permission = permission, Scope = scope }] };

        Assert.Equal(AccessRefusals.BeyondOwn, (await SaveAsync(With(TicketPermissions.View, GivenScope.Structure))).Refusal?.Code);
        Assert.Equal(AccessRefusals.BeyondOwn, (await SaveAsync(new() { Id = role.Id, Version = 1, Name = role.Name })).Refusal?.Code);
        Assert.Null((await SaveAsync(With(TicketPermissions.View, GivenScope.Own))).Refusal);
    }

    [Fact]
    public async Task A_role_that_is_held_says_who_holds_it_and_a_built_in_one_stays()
    {
        var role = await App.RoleAsync(Scope.Own, TicketPermissions.View);
        var person = await App.PersonAsync(name: "Nadia Alaoui");
        await App.GiveAsync(person, role);
        App.User.Grant(AccessPermissions.ManageRoles, Scope.All).Grant(AccessPermissions.View, Scope.All).Grant(TicketPermissions.View, Scope.All).Grant(AccessPermissions.Assign, Scope.All);
        var details = (await ReadAsync(role.Code)).Value!;   // saved above

        var refused = (await DeleteAsync(details, evenIfHeld: false)).Refusal;
        Assert.Equal(AccessRefusals.RoleHeld, refused?.Code);
        Assert.Equal([1, "Nadia Alaoui"], refused!.Arguments);   // refused just above
        Assert.Null((await DeleteAsync(details, evenIfHeld: true)).Refusal);
        Assert.False(await App.WithDbAsync(db => db.Set<RoleAssignment>().AnyAsync(a => a.UserId == person.Id)));
        Assert.Equal(AccessRefusals.BuiltIn, (await DeleteAsync((await ReadAsync(BuiltInRoles.Auditor)).Value!, evenIfHeld: true)).Refusal?.Code);   // built in
    }

    [Fact]
    public async Task Defining_roles_takes_the_permission_everywhere()
    {
        App.User.Grant(AccessPermissions.ManageRoles, Scope.Structure);

        Assert.Equal(Refusal.Forbidden, (await SaveAsync(new() { Name = "X" })).Refusal);
    }

    private Task<Result<string>> SaveAsync(SaveRoleRequest request) => App.RunAsync((SaveRole use) => use.RunAsync(request, default));

    private Task<Result<RoleDetails>> ReadAsync(string code) => App.RunAsync((GetRole use) => use.RunAsync(code, default));

    private Task<Result> DeleteAsync(RoleDetails role, bool evenIfHeld) => App.RunAsync((DeleteRole use) => use.RunAsync(new(role.Id!.Value, role.Version, evenIfHeld), default));   // a role that was read
}
