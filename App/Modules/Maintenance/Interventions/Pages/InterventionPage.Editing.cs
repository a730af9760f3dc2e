using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Pages;

/// <summary>Editing in a dialog; conflicts are settled above the page.</summary>
public sealed partial class InterventionPage
{
    private FieldEditing? fields;
    private bool editingOpen;

    private FieldEditing Editing => fields ??= new(SendAsync, ShowSavedAsync, StateHasChanged);

    private string Value(string? field, string? value) => Texts.InterventionValue(Zone, field, value);

    private async Task<Refusal?> SaveAsync(IReadOnlyList<FieldChange> changes)
    {
        var refused = await Editing.EditAsync(changes, onConflict: () => editingOpen = false);
        if (refused is null) editingOpen = false;
        StateHasChanged();   // the dialog is closed by the page, whose event this is not
        return refused;
    }

    private async Task<Refusal?> SendAsync(IReadOnlyList<FieldChange> changes) => details is null
        ? null : await TryAsync(() => edit.RunAsync(new EditInterventionRequest { InterventionId = details.Intervention.Id, Changes = changes }, Gone));

    private async Task ShowSavedAsync()
    {
        await LoadAsync(ReadAsync);
        StateHasChanged();
    }
}
