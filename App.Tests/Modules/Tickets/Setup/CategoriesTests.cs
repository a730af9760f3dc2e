using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Setup;

public sealed class CategoriesTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Renamed_or_moved_the_paths_below_follow()
    {
        Configures();
        var top = await SaveAsync("Matériel");
        var middle = await SaveAsync("Écrans", top);
        var leaf = await SaveAsync("Câbles", middle);
        var other = await SaveAsync("Bureaux");

        Assert.Null((await ChangeAsync(middle, r => r.Name = "Affichage")).Refusal);
        Assert.Equal("Matériel › Affichage › Câbles", (await App.LoadAsync<Category>(leaf)).Path);
        Assert.Null((await ChangeAsync(middle, r => r.ParentId = other)).Refusal);
        Assert.Equal("Bureaux › Affichage › Câbles", (await App.LoadAsync<Category>(leaf)).Path);
    }

    [Fact]
    public async Task A_category_cannot_stand_below_itself()
    {
        Configures();
        var top = await SaveAsync("Cercle");
        var below = await SaveAsync("Rayon", top);

        Assert.Equal(("ParentId", "own-descendant"), ErrorOf(await ChangeAsync(top, r => r.ParentId = below)));
        Assert.Equal(("ParentId", "own-descendant"), ErrorOf(await ChangeAsync(top, r => r.ParentId = top)));
    }

    [Fact]
    public async Task Bad_input_names_its_field()
    {
        Configures();
        var top = await SaveAsync("Unique");

        Assert.Equal(("Name", "name-taken"), ErrorOf(await RunAsync(new() { Name = " unique " })));
        Assert.Equal(("Name", "required"), ErrorOf(await RunAsync(new() { Name = " " })));
        Assert.Equal(("ParentId", "unknown-value"), ErrorOf(await RunAsync(new() { Name = "Perdue", ParentId = Guid.CreateVersion7() })));
        Assert.Equal(("DefaultGroupId", "unknown-value"), ErrorOf(await RunAsync(new() { Name = "Perdue", DefaultGroupId = Guid.CreateVersion7() })));
        for (var i = 0; i < 3; i++) top = await SaveAsync(new string((char)('a' + i), 100), top);
        Assert.Equal(("Name", "path-too-long"), ErrorOf(await RunAsync(new() { Name = new string('z', 100), ParentId = top })));
    }

    [Fact]
    public async Task Of_two_who_edit_the_second_is_told()
    {
        Configures();
        var id = await SaveAsync("Deux mains");

        Assert.Null((await ChangeAsync(id, r => r.Skill = "réseau", version: 1)).Refusal);
        Assert.Equal(Refusal.Stale, (await ChangeAsync(id, r => r.Skill = "papier", version: 1)).Refusal);
        Assert.Equal(("réseau", 2), ((await App.LoadAsync<Category>(id)).Skill, (await App.LoadAsync<Category>(id)).Version));
    }

    [Fact]
    public async Task Out_of_use_it_is_offered_no_more_nor_is_what_is_below()
    {
        Configures();
        App.User.Grant(TicketPermissions.Open, Scope.Own).Grant(TicketPermissions.View, Scope.Own);
        var top = await SaveAsync("Retirée");
        var below = await SaveAsync("Au-dessous", top);
        Assert.False((await OpenAsync(below)).Failed);

        Assert.Null((await ActivateAsync(top, 1, false)).Refusal);

        Assert.Equal(TicketRefusals.UnknownCategory, (await OpenAsync(below)).Refusal?.Code);
        Assert.DoesNotContain(await App.RunAsync((TicketChoices use) => use.CategoriesAsync(default)), c => c.Id == top || c.Id == below);
        Assert.Null((await ActivateAsync(top, 2, true)).Refusal);
        Assert.Contains(await App.RunAsync((TicketChoices use) => use.CategoriesAsync(default)), c => c.Id == below);
    }

    [Fact]
    public async Task Order_is_that_of_the_administrator()
    {
        Configures();
        App.User.Grant(TicketPermissions.View, Scope.Own);
        var top = await SaveAsync("Rangées");
        var (first, second) = (await SaveAsync("Premier", top), await SaveAsync("Deuxième", top));

        Assert.Null((await App.RunAsync((ArrangeCategories use) => use.MoveAsync(new(second, Up: true), default))).Refusal);

        var order = (await App.RunAsync((TicketChoices use) => use.CategoriesAsync(default))).Select(c => c.Id).Where(id => id == first || id == second);
        Assert.Equal([second, first], order);
    }

    [Fact]
    public async Task A_category_sends_its_tickets_to_its_group_with_its_impact()
    {
        Configures();
        App.User.Grant(TicketPermissions.Open, Scope.Own);
        var (group, member) = (Make.Group(), Make.User());
        await App.SaveAllAsync(group, member, Make.Member(group, member), new Grant { UserId = member.Id, Permission = TicketPermissions.Work, Scope = Scope.Structure });
        var id = await SaveAsync("Pompes");
        var before = await App.LoadAsync<Ticket>((await OpenAsync(id)).Value!.Id);   // granted and complete

        Assert.Null((await ChangeAsync(id, r => (r.DefaultGroupId, r.DefaultImpact) = (group.Id, Impact.High))).Refusal);

        var after = await App.LoadAsync<Ticket>((await OpenAsync(id)).Value!.Id);   // granted and complete
        Assert.Equal((null, Impact.Low), (before.GroupId, before.Impact));
        Assert.Equal((group.Id, member.Id, Impact.High, PriorityMatrix.Usual.For(Impact.High, Urgency.Medium)), (after.GroupId, after.AssigneeId, after.Impact, after.Priority));
    }

    [Fact]
    public async Task Only_who_configures_everything_changes_the_tree()
    {
        Assert.Equal(Refusal.Forbidden, (await RunAsync(new() { Name = "Interdite" })).Refusal);
        App.User.Grant(TicketPermissions.Configure, Scope.Structure);
        Assert.Equal(Refusal.Forbidden, (await RunAsync(new() { Name = "Interdite" })).Refusal);
        Assert.Equal(Refusal.Forbidden, (await ActivateAsync(World.Category, 1, false)).Refusal);
        App.User.Revoke(TicketPermissions.Configure);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ListCategories use) => use.RunAsync(default))).Refusal);
        Configures();
        Assert.Equal(Refusal.NotFound, (await RunAsync(new() { Id = Guid.CreateVersion7(), Name = "Inconnue" })).Refusal);
    }

    private void Configures() => App.User.Grant(TicketPermissions.Configure, Scope.All);

    private Task<Result<Guid>> RunAsync(SaveCategoryRequest request) => App.RunAsync((SaveCategory use) => use.RunAsync(request, default));

    private async Task<Guid> SaveAsync(string name, Guid? parent = null)
    {
        var saved = await RunAsync(new() { Name = name, ParentId = parent });
        Assert.Null(saved.Refusal);
        return saved.Value;
    }

    private async Task<Result<Guid>> ChangeAsync(Guid id, Action<SaveCategoryRequest> change, long? version = null)
    {
        var category = await App.LoadAsync<Category>(id);
        var request = new SaveCategoryRequest
        {
            Id = id, Version = version ?? category.Version, Name = category.Name, ParentId = category.ParentId,
            DefaultGroupId = category.DefaultGroupId, Skill = category.Skill, DefaultImpact = category.DefaultImpact,
        };
        change(request);
        return await RunAsync(request);
    }

    private Task<Result> ActivateAsync(Guid id, long version, bool isActive) => App.RunAsync((ArrangeCategories use) => use.ActivateAsync(new(id, version, isActive), default));

    private Task<Result<OpenedTicket>> OpenAsync(Guid category) => App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Une panne", CategoryId = category }, default));

    private static (string?, string?) ErrorOf(Result<Guid> result) => result.Refusal is { Fields: [var error, ..] } ? (error.Field, error.Code) : (null, null);
}
