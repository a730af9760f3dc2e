using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Lists.Views;

/// <summary>Views of the list of tickets, kept for oneself and shared.</summary>
public sealed class SavedViewTests(TestApp app) : AppTests(app)
{
    private const string List = "tickets";

    [Fact]
    public async Task A_view_is_kept_without_where_one_was_in_it_and_found_again()
    {
        await ActAsAsync("Alice");
        var cursor = Cursor.At(3, Guid.CreateVersion7());

        var id = (await SaveAsync(new() { Name = " Urgents ", Address = $"?view=All&priority=Critical&sort=-updated&after={cursor}&page=4", Columns = "title,number" })).Value;

        var view = Assert.Single((await ReadAsync()).Views);
        Assert.Equal((id, "Urgents", "title,number", true, true), (view.Id, view.Name, view.Columns, view.IsMine, view.MayChange));
        Assert.Equal($"?priority=Critical&saved={id:N}&sort=-updated&view=All", view.Query.ToString());
    }

    [Theory]
    [InlineData("?colour=red", "colour")]
    [InlineData("?state=Broken", "state")]
    [InlineData("?sort=title", "sort")]
    public async Task What_the_list_does_not_understand_is_refused_by_name(string address, string name)
    {
        await ActAsAsync("Alice");

        var refusal = (await SaveAsync(new() { Name = "x", Address = address })).Refusal;

        Assert.Equal((TicketRefusals.UnknownFilter, name), (refusal?.Code, refusal?.Arguments[0]));
    }

    [Fact]
    public async Task A_name_and_the_audience_it_names_are_required()
    {
        await ActAsAsync("Alice");

        Assert.Equal(nameof(SaveViewRequest.Name), (await SaveAsync(new() { Name = " ", Address = "" })).Refusal!.Fields.Single().Field);   // refused
        Assert.Equal(nameof(SaveViewRequest.GroupId), (await SaveAsync(new() { Name = "x", Audience = ViewAudience.Group })).Refusal!.Fields.Single().Field);   // refused
        Assert.Equal(ListRefusals.UnknownColumn, (await SaveAsync(new() { Name = "x", Columns = "title,colour" })).Refusal?.Code);
    }

    [Fact]
    public async Task What_would_not_fit_is_refused_and_a_column_is_kept_once()
    {
        await ActAsAsync("Alice");

        var longer = (await SaveAsync(new() { Name = "x", Address = $"?q={new string('é', 190)}&category={string.Join(',', Enumerable.Repeat(World.Category, 30))}" })).Refusal;
        var columns = (await SaveAsync(new() { Name = "y", Columns = string.Join(',', Enumerable.Repeat("title", 200)) })).Refusal;

        Assert.Equal((nameof(SaveViewRequest.Address), "too-long"), longer?.Fields.Select(f => (f.Field, f.Code)).Single());
        Assert.Null(columns);
        Assert.Equal("title", Assert.Single((await ReadAsync()).Views).Columns);
    }

    [Fact]
    public async Task Whoever_may_not_open_the_list_keeps_and_reads_nothing()
    {
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(new() { Name = "x" })).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ReadPersonalList use) => use.RunAsync(List, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ReadPersonalList use) => use.RunAsync("planets", default))).Refusal);
    }

    [Fact]
    public async Task A_view_for_a_structure_is_found_by_its_people_and_those_below_and_by_nobody_else()
    {
        var (above, below, beside) = (Make.Structure(), Make.Structure(), Make.Structure());
        below.ParentId = above.Id;
        await App.SaveAllAsync(above, below, beside);
        await ActAsAsync("Manager", above);
        App.User.Grant(ListPermissions.Share, Scope.Structure, above.Id, below.Id);
        var id = (await SaveAsync(new() { Name = "Structure", Audience = ViewAudience.Structure, StructureId = above.Id })).Value;

        Assert.Contains(await SeenByAsync(above), v => v.Id == id);
        Assert.Contains(await SeenByAsync(below), v => v.Id == id && !v.IsMine && !v.MayChange);
        Assert.DoesNotContain(await SeenByAsync(beside), v => v.Id == id);
    }

    [Fact]
    public async Task A_view_for_a_group_is_found_by_its_members_alone()
    {
        var group = await App.SaveAsync(Make.Group(structure: World.Structure));
        var member = await App.SaveAsync(Make.User("Member"));
        await App.SaveAsync(Make.Member(group, member));
        await ActAsAsync("Manager");
        App.User.Grant(ListPermissions.Share, Scope.Structure);
        var id = (await SaveAsync(new() { Name = "Groupe", Audience = ViewAudience.Group, GroupId = group.Id })).Value;

        App.User.As(member);
        Assert.Contains((await ReadAsync()).Views, v => v.Id == id);
        await ActAsAsync("Stranger");
        Assert.DoesNotContain((await ReadAsync()).Views, v => v.Id == id);
    }

    [Fact]
    public async Task Sharing_reaches_as_far_as_the_permission()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var theirs = await App.SaveAsync(Make.Group(structure: elsewhere.Id));
        await ActAsAsync("Manager");
        SaveViewRequest[] asked =
        [
            new() { Name = "a", Audience = ViewAudience.Everyone },
            new() { Name = "b", Audience = ViewAudience.Structure, StructureId = elsewhere.Id },
            new() { Name = "c", Audience = ViewAudience.Group, GroupId = theirs.Id },
        ];

        foreach (var request in asked) Assert.Equal(ListRefusals.MayNotShare, (await SaveAsync(request)).Refusal?.Code);
        App.User.Grant(ListPermissions.Share, Scope.Structure);
        foreach (var request in asked) Assert.Equal(ListRefusals.MayNotShare, (await SaveAsync(request)).Refusal?.Code);
        App.User.Grant(ListPermissions.Share, Scope.All);
        foreach (var request in asked) Assert.Null((await SaveAsync(request)).Refusal);
    }

    [Fact]
    public async Task A_shared_view_is_changed_by_its_owner_and_by_whoever_may_share_there()
    {
        var owner = await ActAsAsync("Owner");
        App.User.Grant(ListPermissions.Share, Scope.Structure);
        var view = new SaveViewRequest { Name = "Partagée", Audience = ViewAudience.Structure, StructureId = World.Structure };
        view.Id = (await SaveAsync(view)).Value;

        await ActAsAsync("Reader");
        App.User.Revoke(ListPermissions.Share);
        Assert.Equal(Refusal.Forbidden, (await SaveAsync(view)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await DeleteAsync(view.Id.Value)).Refusal);

        App.User.Grant(ListPermissions.Share, Scope.Structure);
        view.Name = "Renommée";
        Assert.Null((await SaveAsync(view)).Refusal);

        App.User.As(owner).Revoke(ListPermissions.Share);
        view.Name = "Encore";
        Assert.Null((await SaveAsync(view)).Refusal);   // his own, with the audience it has
        Assert.Null((await DeleteAsync(view.Id.Value)).Refusal);
        Assert.DoesNotContain((await ReadAsync()).Views, v => v.Id == view.Id);
    }

    [Fact]
    public async Task Anothers_own_view_is_not_known_to_exist()
    {
        await ActAsAsync("Owner");
        var id = (await SaveAsync(new() { Name = "À moi" })).Value;

        await ActAsAsync("Other");
        App.User.Grant(ListPermissions.Share, Scope.All);

        Assert.Equal(Refusal.NotFound, (await SaveAsync(new() { Id = id, Name = "volée" })).Refusal);
        Assert.Equal(Refusal.NotFound, (await DeleteAsync(id)).Refusal);
    }

    [Fact]
    public async Task Views_have_an_end()
    {
        var me = await ActAsAsync("Collector");
        await App.SaveAllAsync([.. Enumerable.Range(0, SaveView.Most).Select(n => new SavedView { List = List, OwnerId = me.Id, Name = $"{n}", Address = "" })]);

        Assert.Equal(ListRefusals.TooManyViews, (await SaveAsync(new() { Name = "one more" })).Refusal?.Code);
    }

    [Fact]
    public async Task Tabs_and_columns_are_kept_as_they_were_arranged()
    {
        await ActAsAsync("Alice");
        var id = (await SaveAsync(new() { Name = "Vue", Address = "?view=All&state=Waiting", Columns = "title,site" })).Value.ToString("N");

        Assert.Null((await App.RunAsync((ArrangeList use) => use.TabsAsync(List, [id, "-Mine", "All"], id, default))).Refusal);
        Assert.Null((await App.RunAsync((ArrangeList use) => use.ColumnsAsync(List, ["title", "state"], default))).Refusal);

        var personal = await ReadAsync();
        Assert.Equal([(id, false), ("Mine", true), ("All", false), ("Team", false)], personal.Tabs([("All", "Tous"), ("Mine", "À moi"), ("Team", "Équipe")]).Select(t => (t.Key, t.IsHidden)));
        Assert.Equal($"?saved={id}&state=Waiting&view=All", personal.Open(ListQuery.Parse(""), "Mine").ToString());
        Assert.Equal("?priority=High&view=Mine", personal.Open(ListQuery.Parse("?priority=High"), "Mine").ToString());
        Assert.Equal(["title", "state"], personal.ColumnsFor(ListQuery.Parse("?view=All"))!);   // the person's
        Assert.Equal(["title", "site"], personal.ColumnsFor(ListQuery.Parse($"?saved={id}"))!);   // the view's own
    }

    [Fact]
    public async Task Columns_and_tabs_that_cannot_be_are_refused()
    {
        await ActAsAsync("Alice");

        Assert.Equal(ListRefusals.UnknownColumn, (await App.RunAsync((ArrangeList use) => use.ColumnsAsync(List, ["colour"], default))).Refusal?.Code);
        Assert.Equal(ListRefusals.UnknownTab, (await App.RunAsync((ArrangeList use) => use.TabsAsync(List, ["a,b"], null, default))).Refusal?.Code);
        App.User.Revoke(TicketPermissions.View);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ArrangeList use) => use.ColumnsAsync(List, null, default))).Refusal);
    }

    [Fact]
    public async Task Offered_audiences_are_those_that_are_accepted()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var (ours, theirs) = (Make.Group(structure: World.Structure), Make.Group(structure: elsewhere.Id));
        await App.SaveAllAsync(ours, theirs);
        await ActAsAsync("Manager");
        Assert.Equal((false, 0, 0), await OfferedAsync());

        App.User.Grant(ListPermissions.Share, Scope.Structure);
        var offered = await App.RunAsync((ReadPersonalList use) => use.AudiencesAsync(default));

        Assert.Contains(offered.Groups, g => g.Id == ours.Id);
        Assert.DoesNotContain(offered.Groups, g => g.Id == theirs.Id);
        Assert.Equal(World.Structure, Assert.Single(offered.Structures).Id);
    }

    private async Task<(bool, int, int)> OfferedAsync()
    {
        var offered = await App.RunAsync((ReadPersonalList use) => use.AudiencesAsync(default));
        return (offered.Everyone, offered.Groups.Count, offered.Structures.Count);
    }

    private async Task<User> ActAsAsync(string name, Structure? structure = null)
    {
        var person = await App.SaveAsync(Make.User(name, structure?.Id));
        App.User.As(person).Grant(TicketPermissions.View, Scope.Own);
        return person;
    }

    private async Task<IReadOnlyList<ViewCard>> SeenByAsync(Structure structure)
    {
        await ActAsAsync("Somebody", structure);
        App.User.Revoke(ListPermissions.Share);
        return (await ReadAsync()).Views;
    }

    private async Task<PersonalList> ReadAsync() => (await App.RunAsync((ReadPersonalList use) => use.RunAsync(List, default))).Value!;   // granted

    private Task<Result<Guid>> SaveAsync(SaveViewRequest request)
    {
        request.List = List;
        return App.RunAsync((SaveView use) => use.RunAsync(request, default));
    }

    private Task<Result> DeleteAsync(Guid id) => App.RunAsync((DeleteView use) => use.RunAsync(List, id, default));
}
