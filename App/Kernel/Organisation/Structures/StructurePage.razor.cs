using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>One structure: its name, what hangs on it, its sites, and what becomes of it; or the form of a new one.</summary>
public sealed partial class StructurePage(GetStructure get, SaveStructure save, UseStructure use)
{
    private SaveStructureRequest? form;
    private StructureView? view;
    private RequestValidator? validator;
    private Guid? shown, made;
    private Dialog dialog;
    private bool saved;

    private enum Dialog
    {
        None,
        Move,
        Merge,
        Deactivate,
    }

    /// <summary>Null: a new one.</summary>
    [Parameter] public Guid? Id { get; set; }

    /// <summary>Of a new one: the structure above it.</summary>
    [SupplyParameterFromQuery] public Guid? Under { get; set; }

    private string Title => view?.Structure.Name ?? Texts[Id is null ? "Structures.New" : "Structures.One"];

    protected override async Task OnParametersSetAsync()
    {
        if (form is not null && shown == Id) return;
        (form, view, refusal, saved, shown, dialog) = (null, null, null, Id is not null && made == Id, Id, Dialog.None);   // a new one comes here once it is saved
        made = null;
        if (Id is null) form = new() { ParentId = Under };
        else await LoadAsync(ReadAsync);
    }

    private async Task ReadAsync()
    {
        var read = await get.RunAsync(Id ?? Guid.Empty, Gone);
        (view, refusal) = (read.Value, read.Refusal);
        if (view is not { Structure: var s }) return;
        form = new() { Id = s.Id, Version = s.Version, Code = s.Code, Name = s.Name, IsClient = s.Kind is StructureKind.Client };
    }

    private Task ReadAgainAsync() => LoadAsync(ReadAsync);

    private async Task SaveAsync()
    {
        saved = false;
        var id = Guid.Empty;
        var done = await ActAsync(async () =>
        {
            var result = await save.RunAsync(form!, Gone);   // the form is shown once it stands
            id = result.Value;
            return new Result(result.Refusal);
        });
        if (!done)
        {
            if (refusal is not null) validator?.Show(refusal);
            return;
        }

        if (Id is null)
        {
            made = id;
            Nav.NavigateTo($"/admin/structures/{id}");
            return;
        }

        await ReadAgainAsync();
        saved = true;
    }

    /// <summary>Putting out of use asks first.</summary>
    private Task ToggleAsync()
    {
        if (view is { Structure.IsActive: false }) return UseAsync(true);
        Open(Dialog.Deactivate);
        return Task.CompletedTask;
    }

    private async Task UseAsync(bool isActive)
    {
        if (view is null || !await ActAsync(() => use.RunAsync(new(view.Structure.Id, view.Structure.Version, isActive, Anyway: true), Gone))) return;
        await DoneAsync();
    }

    private async Task DoneAsync()
    {
        Close();
        await ReadAgainAsync();
    }

    private void GoTo(Guid id) => Nav.NavigateTo($"/admin/structures/{id}");

    private void Open(Dialog asked) => (dialog, refusal) = (asked, null);

    private void Close() => (dialog, refusal) = (Dialog.None, null);
}
