using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.People.Leaving;
using OpsFlux.Kernel.Accounts.Teams;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.People;

/// <summary>In a database of its own: here it counts who is left.</summary>
[Trait("Category", "Access")]
public sealed class LastAdministratorByGroupTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task The_last_administrator_stays_in_his_group_which_stays_in_use_and_so_does_his_account()
    {
        foreach (var permission in App.Catalog.PermissionCodes) App.User.Grant(permission, Scope.All);
        var (group, person) = (await App.SaveAsync(Make.Group()), await App.PersonAsync());
        var role = await App.WithDbAsync(db => db.Set<Role>().SingleAsync(r => r.Code == BuiltInRoles.Administrator));
        await App.SaveAllAsync(Make.Member(group, person), new RoleAssignment { RoleId = role.Id, GroupId = group.Id });

        var taken = await App.RunAsync((ChangeMembers use) => use.RemoveAsync(group.Id, person.Id, default));
        var version = (await App.LoadAsync<Group>(group.Id)).Version;
        var off = await App.RunAsync((SaveGroup use) => use.ActivateAsync(group.Id, version, false, default));
        var stamp = await App.StampAsync(person);
        var left = await App.RunAsync((DeactivateUser use) => use.RunAsync(new() { Id = person.Id, Stamp = stamp }, default));

        Assert.Equal(
            (AccessRefusals.LastAdministrator, AccessRefusals.LastAdministrator, AccessRefusals.LastAdministrator), (taken.Refusal?.Code, off.Refusal?.Code, left.Refusal?.Code));
        Assert.True(await App.WithDbAsync(db => db.Set<GroupMember>().AnyAsync(m => m.UserId == person.Id)));
        Assert.True((await App.LoadAsync<User>(person.Id)).IsActive);
    }
}
