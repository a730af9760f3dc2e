using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Lists.Views;

namespace OpsFlux.Kernel.Web;

/// <summary>The form of a saved view. Whom one may share with is asked for when it opens, and checked again when it is saved.</summary>
public sealed partial class ListSave(SaveView save, ReadPersonalList personal)
{
    private readonly SaveViewRequest form = new();
    private ViewCard? view;
    private AudienceChoices? audiences;
    private RequestValidator? validator;
    private bool withColumns;

    [Parameter, EditorRequired] public string List { get; set; } = "";

    /// <summary>What will be kept.</summary>
    [Parameter, EditorRequired] public ListQuery Query { get; set; } = ListQuery.Parse(null);

    /// <summary>Keys of the columns as they are shown.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<string> Columns { get; set; } = [];

    /// <summary>The view to change; null makes a new one.</summary>
    [Parameter] public ViewCard? View { get; set; }

    /// <summary>Raised with the key of what was saved.</summary>
    [Parameter] public EventCallback<string> OnSaved { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }

    protected override async Task OnInitializedAsync()
    {
        view = View;
        (form.List, form.Id, form.Name, form.Audience) = (List, view?.Id, view?.Name ?? "", view?.Audience ?? ViewAudience.Owner);
        (form.GroupId, form.StructureId, withColumns) = (view?.GroupId, view?.StructureId, view?.Columns is not null);
        await LoadAsync(async () => audiences = await personal.AudiencesAsync(Gone));
    }

    /// <summary>Those he may choose, and the one the view has.</summary>
    private IEnumerable<ViewAudience> Offered(AudienceChoices choices) => Enum.GetValues<ViewAudience>().Where(a => a == view?.Audience || a switch
    {
        ViewAudience.Group => choices.Groups.Count > 0,
        ViewAudience.Structure => choices.Structures.Count > 0,
        ViewAudience.Everyone => choices.Everyone,
        _ => true,
    });

    private async Task SaveAsync()
    {
        (form.Address, form.Columns) = (Query.ToString(), withColumns ? string.Join(',', Columns) : null);
        var key = "";
        var done = await ActAsync(async () =>
        {
            var saved = await save.RunAsync(form, Gone);
            if (!saved.Failed) key = saved.Value.ToString("N");
            return new(saved.Refusal);
        });
        if (done) await OnSaved.InvokeAsync(key);
        else if (refusal is not null) validator?.Show(refusal);
    }
}
