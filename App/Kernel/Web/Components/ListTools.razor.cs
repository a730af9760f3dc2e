using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Lists.Views;

namespace OpsFlux.Kernel.Web;

/// <summary>What one person changes about a list: its saved views, the order of its tabs, its columns. Light while no dialog is open.</summary>
public sealed partial class ListTools(DeleteView delete)
{
    private Dialog dialog;
    private ViewCard? edited;
    private ListQuery editedQuery = ListQuery.Parse(null);

    private enum Dialog
    {
        None,
        Save,
        Tabs,
        Columns,
        Delete,
    }

    [Parameter, EditorRequired] public string List { get; set; } = "";
    [Parameter, EditorRequired] public string BasePath { get; set; } = "";
    [Parameter, EditorRequired] public ListQuery Query { get; set; } = ListQuery.Parse(null);
    [Parameter, EditorRequired] public PersonalList Personal { get; set; } = PersonalList.None;

    /// <summary>All of them, hidden ones included.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<PersonalTab> Tabs { get; set; } = [];
    [Parameter, EditorRequired] public IReadOnlyList<ColumnChoice> Columns { get; set; } = [];

    /// <summary>Raised when something was kept: the page reads it again.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    private ViewCard? Shown => Personal.Shown(Query);

    private IReadOnlyList<string> ShownColumns => [.. Columns.Where(c => c.IsShown).Select(c => c.Key)];

    /// <summary>What is shown is no tab yet.</summary>
    private bool IsNew => Shown is { } view ? !view.Query.ShowsSameAs(Query) : Query.Filters.Any() || Query.Search is not null || Query.Sort is not null;

    private void Open(Dialog which, ViewCard? view) => (dialog, edited, editedQuery, refusal) = (which, view, Query, null);

    /// <summary>From the list of tabs: the name and the audience change, what it shows stays as it was saved.</summary>
    private void Edit(ViewCard view)
    {
        Open(Dialog.Save, view);
        editedQuery = view.Query;
    }

    private void Close() => (dialog, edited) = (Dialog.None, null);

    private async Task ChangedAsync()
    {
        Close();
        await OnChanged.InvokeAsync();
    }

    private async Task SavedAsync(string key)
    {
        var shown = editedQuery.ShowsSameAs(Query);
        var address = BasePath + editedQuery.Kept().With("saved", key);
        await ChangedAsync();
        if (shown) Nav.NavigateTo(address);
    }

    private async Task DeleteAsync()
    {
        if (edited is not { } view || !await ActAsync(() => delete.RunAsync(List, view.Id, Gone))) return;
        await ChangedAsync();
        if (view.Key == Query.Saved) Nav.NavigateTo(BasePath + Query.With("saved", null));
    }
}
