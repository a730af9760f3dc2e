using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Categories;

/// <summary>One category: its place, where its tickets go, and what its form asks; or the form of a new one.</summary>
public sealed partial class CategoryPage(ListCategories list, SaveCategory save, ArrangeCategories arrange, IStringLocalizer<TicketsText> L)
{
    private SaveCategoryRequest? form;
    private CategoryDetails? details;
    private IReadOnlyList<Choice> groups = [];
    private IReadOnlyList<Choice> parents = [];
    private RequestValidator? validator;
    private Guid? shown;
    private bool mayChange, saved, asking;

    /// <summary>Null: a new one.</summary>
    [Parameter] public Guid? Id { get; set; }

    /// <summary>Of a new one: the category above it.</summary>
    [SupplyParameterFromQuery] public Guid? Under { get; set; }

    private string Title => details?.Category.Name ?? L[Id is null ? "Setup.Category.New" : "Field.Category"];

    protected override async Task OnParametersSetAsync()
    {
        if (form is not null && shown == Id) return;
        (form, details, refusal, saved, shown, mayChange) = (null, null, null, false, Id, User.MayConfigureAll);
        await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        if (Id is { } id)
        {
            var read = await list.OneAsync(id, Gone);
            (details, refusal) = (read.Value, read.Refusal);
            if (details is null) return;
        }

        groups = await list.GroupsAsync(Gone);
        parents = await ParentsAsync();
        form = details is null ? new() { ParentId = Under } : FormOf(details.Category);
    }

    /// <summary>Any category but itself and those below it.</summary>
    private async Task<IReadOnlyList<Choice>> ParentsAsync()
    {
        var all = (await list.RunAsync(Gone)).Value ?? [];
        var own = Id is null || details is null ? [] : new CategoryTree([.. all.Select(r => r.Place.Category)]).Subtree(details.Category).Select(c => c.Id).ToHashSet();
        return [.. all.Where(r => !own.Contains(r.Place.Category.Id)).Select(r => new Choice(r.Place.Category.Id, r.Place.Category.Path))];
    }

    private static SaveCategoryRequest FormOf(Domain.Category category) => new()
    {
        Id = category.Id,
        Version = category.Version,
        ParentId = category.ParentId,
        Name = category.Name,
        DefaultGroupId = category.DefaultGroupId,
        Skill = category.Skill,
        DefaultImpact = category.DefaultImpact,
    };

    private async Task SaveAsync()
    {
        saved = false;
        var id = Guid.Empty;
        var done = await ActAsync(async () =>
        {
            var result = await save.RunAsync(form!, Gone);   // the form stands where it was loaded
            id = result.Failed ? id : result.Value;
            return result.Outcome;
        });
        if (!done && refusal is not null) validator?.Show(refusal);
        if (!done) return;
        if (Id is null) Nav.NavigateTo($"/admin/tickets/categories/{id}");
        else await LoadAsync(ReadAsync);
        saved = true;
    }

    /// <summary>Taking out of use asks first: it takes everything below with it.</summary>
    private Task ToggleAsync()
    {
        asking = details!.Category.IsActive;   // the button stands where the category was loaded
        return asking ? Task.CompletedTask : ActivateAsync(true);
    }

    private async Task ActivateAsync(bool isActive)
    {
        var category = details!.Category;
        if (!await ActAsync(() => arrange.ActivateAsync(new(category.Id, category.Version, isActive), Gone))) return;
        asking = false;
        await LoadAsync(ReadAsync);
    }

    private Task ReadAgainAsync() => LoadAsync(ReadAsync);
}
