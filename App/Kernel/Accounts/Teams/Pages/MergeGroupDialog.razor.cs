using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Lists;

namespace OpsFlux.Kernel.Accounts.Teams.Pages;

/// <summary>Into which group this one goes, and what goes along.</summary>
public sealed partial class MergeGroupDialog(ListGroups list, MergeGroups merge)
{
    private const int Most = 500;

    private IReadOnlyList<NamedId> others = [];
    private IReadOnlyList<ReferenceCount> counts = [];
    private Guid? keptId;
    private bool wasOpen;

    [Parameter, EditorRequired] public bool Open { get; set; }
    [Parameter, EditorRequired] public Group Group { get; set; } = null!; // EditorRequired
    [Parameter] public EventCallback OnClose { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Open == wasOpen) return;
        wasOpen = Open;
        if (!Open) return;
        (keptId, counts, refusal) = (null, [], null);
        await LoadAsync(async () =>
        {
            var found = await list.RunAsync(new GroupFilter { IsActive = true }, Most, Gone);
            (others, refusal) = ([.. (found.Value ?? new ListPage<GroupRow>([], null)).Rows.Where(g => g.Id != Group.Id).Select(g => new NamedId(g.Id, g.Name))], found.Refusal);
        });
    }

    private Task ChosenAsync(ChangeEventArgs e) => LoadAsync(async () =>
    {
        keptId = Guid.TryParse(e.Value?.ToString(), out var id) ? id : null;
        (counts, refusal) = ([], null);
        if (keptId is not { } kept) return;
        var preview = await merge.PreviewAsync(Group.Id, kept, Gone);
        (counts, refusal) = (preview.Value ?? [], preview.Refusal);
    });

    private async Task MergeAsync()
    {
        if (keptId is not { } kept || !await ActAsync(() => merge.RunAsync(Group.Id, kept, Gone))) return;
        await OnClose.InvokeAsync();
        Nav.NavigateTo($"/admin/groups/{kept}");
    }
}
