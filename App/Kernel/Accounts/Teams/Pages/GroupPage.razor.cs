using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People.Editing;
using OpsFlux.Kernel.Accounts.People.Leaving;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Teams.Pages;

/// <summary>One group, its members, and whether it is in use; or the form of a new one.</summary>
public sealed partial class GroupPage(GetGroup get, SaveGroup save, UserChoices choices)
{
    private GroupDetails? details;
    private SaveGroupRequest? form;
    private IReadOnlyList<NamedId> structures = [];
    private IReadOnlyList<PersonDuty> duties = [];
    private RequestValidator? validator;
    private Guid? shown;
    private bool saved, asking, merging;

    /// <summary>Null: a new one.</summary>
    [Parameter] public Guid? Id { get; set; }

    private string Title => details?.Group.Name ?? Texts[Id is null ? "Groups.New" : "Groups.Title"];

    private string Question => string.Join(' ', duties.Select(d => Texts.Format(d.Text, d.Count)).Append(Texts["Groups.Deactivate.Question"]));

    protected override async Task OnParametersSetAsync()
    {
        if (form is not null && shown == Id) return;
        (form, details, refusal, saved, shown) = (null, null, null, false, Id);
        await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        structures = await choices.StructuresAsync(UserPermissions.ManageGroups, Gone);
        if (Id is { } id)
        {
            var read = await get.RunAsync(id, Gone);
            (details, refusal) = (read.Value, read.Refusal);
            if (details is null) return;
        }

        form = details is null
            ? new() { StructureId = structures is [var only] ? only.Id : null }
            : new() { Id = Id, Version = details.Group.Version, Name = details.Group.Name, StructureId = details.Group.StructureId };
    }

    private Task ReadAgainAsync() => LoadAsync(ReadAsync);

    private async Task SaveAsync()
    {
        saved = false;
        var id = Guid.Empty;
        var done = await ActAsync(async () =>
        {
            var result = await save.RunAsync(form!, Gone);   // the form stands where it was loaded
            id = result.Value;
            return new Result(result.Refusal);
        });
        if (!done && refusal is not null) validator?.Show(refusal);
        if (!done) return;
        if (Id is null) Nav.NavigateTo($"/admin/groups/{id}");
        else await LoadAsync(ReadAsync);
        saved = true;
    }

    private Task AskAsync() => LoadAsync(async () =>
    {
        var found = await get.DutiesAsync(details!.Group.Id, Gone);   // its button stands where the group was loaded
        (duties, refusal, asking) = (found.Value ?? [], found.Refusal, !found.Failed);
    });

    private async Task ActivateAsync(bool isActive)
    {
        var group = details!.Group;   // as above
        if (!await ActAsync(() => save.ActivateAsync(group.Id, group.Version, isActive, Gone))) return;
        asking = false;
        await LoadAsync(ReadAsync);
    }
}
