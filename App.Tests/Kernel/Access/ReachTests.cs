using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access;

/// <summary>How far assignments reach, and what groups and structures out of use give.</summary>
[Trait("Category", "Access")]
public sealed class ReachTests(TestApp app) : AppTests(app)
{
    private const string View = TicketPermissions.View;

    [Fact]
    public async Task Without_sub_structures_a_role_reaches_that_structure_alone()
    {
        var tree = await App.TreeAsync();
        var person = await App.PersonAsync(tree.Right);
        await App.GiveAsync(person, await App.RoleAsync(Scope.Structure, View), tree.Left, withSub: false);

        Assert.Equivalent(new[] { tree.Left.Id }, (await ReachAsync(person))?.Structures, strict: true);
    }

    [Fact]
    public async Task A_group_out_of_use_gives_nothing_and_a_structure_out_of_use_is_still_read()
    {
        var tree = await App.TreeAsync();
        var (member, reader, group) = (await App.PersonAsync(), await App.PersonAsync(), Make.Group());
        var role = await App.RoleAsync(Scope.Structure, View);
        group.IsActive = false;
        await App.SaveAllAsync(group, Make.Member(group, member), new RoleAssignment { RoleId = role.Id, GroupId = group.Id });
        await App.GiveAsync(reader, role, tree.Left);
        await App.WithDbAsync(async db =>
        {
            db.Attach(tree.Leaf).Entity.IsActive = false;
            return await db.SaveChangesAsync();
        });

        Assert.Null(await ReachAsync(member));
        Assert.True((await ReachAsync(reader))?.Covers(tree.Leaf.Id));
    }

    [Fact]
    public async Task Permissions_of_the_same_assignments_share_one_array()
    {
        var tree = await App.TreeAsync();
        var person = await App.PersonAsync(tree.Left);
        await App.GiveAsync(person, await App.RoleAsync(Scope.Structure, View, TicketPermissions.Edit, TicketPermissions.Work));

        var access = await App.Services.GetRequiredService<AccessCache>().LoadAsync(person.Id, default);

        Assert.Same(access.ReachOf(View)?.Structures, access.ReachOf(TicketPermissions.Work)?.Structures);
    }

    private async Task<Reach?> ReachAsync(User person) => (await App.Services.GetRequiredService<AccessCache>().LoadAsync(person.Id, default)).ReachOf(View);
}
