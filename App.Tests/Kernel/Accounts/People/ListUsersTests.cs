using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.People.Listing;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Accounts.People;

public sealed class ListUsersTests(TestApp app) : AppTests(app)
{
    [Theory]
    [InlineData("?q=helo", true)]
    [InlineData("?q=HÉLOÏSE%20gar", true)]
    [InlineData("?q=heloise.garcin", true)]
    [InlineData("?q=hgarcin%40atelier", true)]
    [InlineData("?q=eloise", false)]
    [InlineData("?q=%27%29%3A%2A", false)]
    public async Task Somebody_is_found_by_the_beginnings_of_his_names_and_address_without_accents(string address, bool isFound)
    {
        App.User.Grant(UserPermissions.View, Scope.All);
        var person = Make.User("Heloise Garcin", email: $"hgarcin@atelier{Guid.CreateVersion7():n}.example");
        person.DisplayName = "Héloïse Garcin";
        await App.SaveAsync(person);

        Assert.Equal(isFound, (await RowsAsync(address)).Any(r => r.Id == person.Id));
    }

    [Fact]
    public async Task Each_filter_narrows()
    {
        App.User.Grant(UserPermissions.View, Scope.All);
        var role = await App.RoleAsync(TicketPermissions.View, Scope.Own);
        var below = await App.SaveAsync(Make.Structure(parent: World.Structure));
        var (group, person) = (Make.Group(), await App.PersonAsync(role, structure: below.Id));
        await App.SaveAllAsync(group, Make.Member(group, person));
        string[] matching = [$"structure={World.Structure}", $"structure={below.Id}", $"role={role.Id}", $"group={group.Id}", "state=Invited", "state=Invited,Deactivated", "factor=no", "source=Local"];
        string[] other = [$"structure={Guid.CreateVersion7()}", $"role={Guid.CreateVersion7()}", "state=Deactivated", "state=Active", "state=Locked", "state=Anonymised", "factor=yes", "source=Directory"];

        foreach (var filter in matching) Assert.Contains(await RowsAsync($"?q=nora&{filter}"), r => r.Id == person.Id);
        foreach (var filter in other) Assert.DoesNotContain(await RowsAsync($"?q=nora&{filter}"), r => r.Id == person.Id);
    }

    [Fact]
    public async Task Pages_go_forth_and_back_in_each_order()
    {
        App.User.Grant(UserPermissions.View, Scope.All);
        var here = await App.SaveAsync(Make.Structure());
        foreach (var name in new[] { "Anne Un", "Anne Un", "Bea Deux", "Chloe Trois", "Dora Quatre" }) await App.SaveAsync(Make.User(name, here.Id));

        foreach (var sort in new[] { "name", "-name", "username", "-username", "created", "-created" })
        {
            var all = await RowsAsync($"?structure={here.Id}&sort={sort}");
            var first = await PageAsync($"?structure={here.Id}&sort={sort}", 2);
            var second = await PageAsync($"?structure={here.Id}&sort={sort}&after={Uri.EscapeDataString(first.Next!)}", 2);   // five rows
            var back = await PageAsync($"?structure={here.Id}&sort={sort}&before={Uri.EscapeDataString(second.Previous!)}", 2);
            Assert.Equal(all.Take(4).Select(r => r.Id), first.Rows.Concat(second.Rows).Select(r => r.Id));
            Assert.Equal(first.Rows.Select(r => r.Id), back.Rows.Select(r => r.Id));
        }
    }

    [Fact]
    public async Task Only_people_of_the_structures_in_reach_are_listed_and_nobody_without_the_permission()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var (here, there) = (await App.PersonAsync(), await App.PersonAsync(structure: elsewhere.Id));

        Assert.Equal(Refusal.Forbidden, (await RunAsync("")).Refusal);
        App.User.Grant(UserPermissions.View, Scope.Structure);
        var rows = await RowsAsync("?q=nora");
        Assert.Contains(rows, r => r.Id == here.Id);
        Assert.DoesNotContain(rows, r => r.Id == there.Id);
        App.User.Grant(UserPermissions.View, Scope.Own);
        Assert.Equal([World.Alice], (await RowsAsync("")).Select(r => r.Id));
    }

    [Fact]
    public async Task A_page_costs_the_same_for_one_row_and_for_thirty()
    {
        App.User.Grant(UserPermissions.View, Scope.All);
        var (few, many) = (await App.SaveAsync(Make.Structure()), await App.SaveAsync(Make.Structure()));
        await App.SaveAsync(Make.User(structure: few.Id));
        for (var i = 0; i < 30; i++) await App.SaveAsync(Make.User(structure: many.Id));

        var one = await App.CountQueriesAsync(() => RunAsync($"?structure={few.Id}"));

        Assert.Equal(one, await App.CountQueriesAsync(() => RunAsync($"?structure={many.Id}")));
    }

    [Theory]
    [InlineData("?state=Asleep")]
    [InlineData("?structure=here")]
    [InlineData("?sort=colour")]
    [InlineData("?after=nothing")]
    [InlineData("?colour=red")]
    public void What_is_not_understood_is_refused_by_name(string address) => Assert.Equal("unknown-filter", UserFilter.Parse(ListQuery.Parse(address)).Refusal?.Code);

    [Fact]
    public async Task What_is_shown_is_exported_whole()
    {
        App.User.Grant(UserPermissions.View, Scope.All);
        var here = await App.SaveAsync(Make.Structure());
        for (var i = 0; i < 3; i++) await App.SaveAsync(Make.User(structure: here.Id));
        var filter = UserFilter.Parse(ListQuery.Parse($"?structure={here.Id}")).Value!;   // it is one

        var exported = await App.RunAsync(async (ExportUsers use) =>
        {
            var rows = new List<UserRow>();
            await foreach (var row in (await use.RunAsync(filter, "csv", "", default)).Value!.Rows) rows.Add(row);   // he may
            return rows;
        });

        Assert.Equal((await RowsAsync($"?structure={here.Id}")).Select(r => r.Id), exported.Select(r => r.Id));
    }

    private Task<Result<ListPage<UserRow>>> RunAsync(string address, int size = 50) =>
        App.RunAsync((ListUsers use) => use.RunAsync(UserFilter.Parse(ListQuery.Parse(address)).Value!, size, default));   // addresses of these tests are right

    private async Task<ListPage<UserRow>> PageAsync(string address, int size) => (await RunAsync(address, size)).Value!;   // as above

    private async Task<IReadOnlyList<UserRow>> RowsAsync(string address) => (await PageAsync(address, 50)).Rows;
}
