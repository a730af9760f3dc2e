using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Review;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Access.Review;

/// <summary>The review shows every way by which somebody holds something, narrowed to where one may look.</summary>
[Trait("Category", "Access")]
public sealed class ReviewAccessTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Every_way_is_a_line_and_filters_narrow_them()
    {
        var tree = await App.TreeAsync();
        var (direct, member, granted, group) = (await App.PersonAsync(tree.Left, "Anna"), await App.PersonAsync(tree.Left, "Brahim"), await App.PersonAsync(tree.Right, "Carla"), Make.Group("Réseau"));
        var role = await App.RoleAsync(Scope.Structure, TicketPermissions.Work);
        await App.SaveAllAsync(group, Make.Member(group, member), new RoleAssignment { RoleId = role.Id, GroupId = group.Id });
        await App.GiveAsync(direct, role, tree.Leaf, to: App.Clock.Now.AddDays(10));
        await App.SaveAsync(new Grant { UserId = granted.Id, Permission = TicketPermissions.Work, Scope = Scope.All });
        App.User.Grant(AccessPermissions.View, Scope.All);
        var ofRole = new ReviewFilter { Role = role.Code };

        var lines = await LinesAsync(ofRole);
        Assert.Equal([("Anna", null, "Leaf"), ("Brahim", "Réseau", null)], lines.Select(l => (l.Person, l.Group, l.Structure)));
        Assert.Equal((TicketPermissions.Work, Scope.All), (await LinesAsync(new() { PersonId = granted.Id })).Select(l => (l.Permission, l.Scope ?? Scope.Own)).Single());
        Assert.Equal("Anna", Assert.Single(await LinesAsync(ofRole with { EndsSoon = true })).Person);
        Assert.Equal("Anna", Assert.Single(await LinesAsync(ofRole with { StructureId = tree.Leaf.Id })).Person);
        Assert.Equal("Brahim", Assert.Single(await LinesAsync(ofRole with { Search = "rahi" })).Person);
        Assert.Equal(2, (await LinesAsync(ofRole with { Permission = TicketPermissions.Work })).Count);
        Assert.Empty(await LinesAsync(ofRole with { Permission = TicketPermissions.Edit }));
    }

    [Fact]
    public async Task It_pages_through_everybody_once_and_only_where_one_may_look()
    {
        var tree = await App.TreeAsync();
        var role = await App.RoleAsync(Scope.Own, TicketPermissions.View);
        for (var i = 0; i < 7; i++) await App.GiveAsync(await App.PersonAsync(i < 5 ? tree.Left : tree.Right, $"P{i}"), role);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ReviewAccess use) => use.RunAsync(new(), 3, default))).Refusal);
        App.User.Grant(AccessPermissions.View, Scope.Structure, tree.Left.Id);

        var (first, second) = (await PageAsync(null), default(ListPage<ReviewLine>));
        second = await PageAsync(Cursor.Parse(first.Next!));   // more than three

        Assert.Equal(["P0", "P1", "P2", "P3", "P4"], first.Rows.Concat(second.Rows).Select(r => r.Person));
        Assert.Null(second.Next);

        async Task<ListPage<ReviewLine>> PageAsync(Cursor? after) => (await App.RunAsync((ReviewAccess use) => use.RunAsync(new() { Role = role.Code, After = after }, 3, default))).Value!;   // granted
    }

    [Theory]
    [InlineData("?role=x&ends=soon&q=a", true)]
    [InlineData("?ends=later", false)]
    [InlineData("?person=x", false)]
    [InlineData("?after=nonsense", false)]
    [InlineData("?colour=red", false)]
    public void An_address_says_what_is_shown_or_is_refused(string address, bool goes) => Assert.Equal(goes, !ReviewFilter.Parse(ListQuery.Parse(address)).Failed);

    private async Task<IReadOnlyList<ReviewLine>> LinesAsync(ReviewFilter filter) => (await App.RunAsync((ReviewAccess use) => use.RunAsync(filter, 50, default))).Value!.Rows;   // granted
}
