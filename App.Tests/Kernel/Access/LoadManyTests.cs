using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access;

/// <summary>The permissions of many people at once are what each has alone.</summary>
[Trait("Category", "Access")]
public sealed class LoadManyTests(TestApp app) : AppTests(app)
{
    private AccessCache Cache => App.Services.GetRequiredService<AccessCache>();

    [Fact]
    public async Task Everybody_gets_exactly_his_own()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var (role, group) = (new Role { Code = $"R{elsewhere.Id:N}" }, Make.Group());
        var (byRole, byGroup, directly, inactive) = (Make.User(), Make.User(), Make.User(), Make.User(isActive: false));
        await App.SaveAllAsync(role, group, byRole, byGroup, directly, inactive);
        await App.SaveAllAsync(
            new Grant { RoleId = role.Id, Permission = TicketPermissions.View, Scope = Scope.Structure },
            new RoleAssignment { RoleId = role.Id, UserId = byRole.Id },
            new RoleAssignment { RoleId = role.Id, GroupId = group.Id, StructureId = elsewhere.Id }, Make.Member(group, byGroup),
            new Grant { UserId = directly.Id, Permission = TicketPermissions.View, Scope = Scope.All, ValidTo = App.Clock.Now.AddDays(1) },
            new Grant { UserId = inactive.Id, Permission = TicketPermissions.View, Scope = Scope.All });

        var found = await Cache.LoadManyAsync([byRole.Id, byGroup.Id, directly.Id, inactive.Id, Guid.Empty, byRole.Id], default);

        Assert.Equal([World.Structure], found[byRole.Id].ReachOf(TicketPermissions.View)!.Structures);   // granted
        Assert.Equal([elsewhere.Id], found[byGroup.Id].ReachOf(TicketPermissions.View)!.Structures);   // granted
        Assert.True(found[directly.Id].ReachOf(TicketPermissions.View)!.All);   // granted
        Assert.Null(found[directly.Id].At(App.Clock.Now.AddDays(2)).ReachOf(TicketPermissions.View));
        Assert.Null(found[inactive.Id].ReachOf(TicketPermissions.View));
        Assert.Null(found[Guid.Empty].ReachOf(TicketPermissions.View));
    }

    [Fact]
    public async Task Thirty_people_take_four_statements_and_those_at_work_none()
    {
        var people = new List<User>();
        for (var i = 0; i < 30; i++) people.Add(await App.SaveAsync(Make.User()));

        Assert.Equal(4, await App.CountQueriesAsync(() => Cache.LoadManyAsync(people.Select(p => p.Id), default)));
        Assert.Null(Cache.Current(people[0].Id));   // not kept: nobody of them is here

        await Cache.LoadAsync(people[0].Id, default);
        Assert.Equal(0, await App.CountQueriesAsync(() => Cache.LoadManyAsync([people[0].Id], default)));
    }
}
