using Microsoft.Extensions.Localization;
using OpsFlux.Kernel.Access;

namespace OpsFlux.Modules.Tickets.Setup.Categories;

/// <summary>The tree of categories: where tickets go, and in which order people choose.</summary>
public sealed partial class CategoriesPage(ListCategories list, ArrangeCategories arrange, IStringLocalizer<TicketsText> L)
{
    /// <summary>A larger tree opens with its roots alone.</summary>
    private const int MostAtOnce = 80;

    private readonly HashSet<Guid> closed = [];
    private IReadOnlyList<CategoryRow>? rows;
    private bool mayChange;

    /// <summary>Rows under a closed one are left out.</summary>
    private IEnumerable<CategoryRow> Visible
    {
        get
        {
            var hiddenBelow = int.MaxValue;
            foreach (var row in rows ?? [])
            {
                if (row.Place.Depth > hiddenBelow) continue;
                hiddenBelow = closed.Contains(row.Place.Category.Id) ? row.Place.Depth : int.MaxValue;
                yield return row;
            }
        }
    }

    protected override async Task OnInitializedAsync()
    {
        mayChange = User.MayConfigureAll;
        await LoadAsync(ReadAsync);
        if (rows is { Count: > MostAtOnce }) closed.UnionWith(rows.Where(r => r.Place.HasChildren).Select(r => r.Place.Category.Id));
    }

    private async Task ReadAsync()
    {
        var read = await list.RunAsync(Gone);
        if (read.Failed) refusal = read.Refusal;
        else rows = read.Value;
    }

    private async Task MoveAsync(Guid id, bool up)
    {
        if (await ActAsync(() => arrange.MoveAsync(new(id, up), Gone))) await LoadAsync(ReadAsync);
    }

    private bool IsOpen(Guid id) => !closed.Contains(id);

    private void Toggle(Guid id)
    {
        if (!closed.Remove(id)) closed.Add(id);
    }

    private bool IsEdge(CategoryRow row, bool first)
    {
        var siblings = rows!.Where(r => r.Place.Category.ParentId == row.Place.Category.ParentId);   // a row is one of them
        return (first ? siblings.First() : siblings.Last()) == row;
    }
}
