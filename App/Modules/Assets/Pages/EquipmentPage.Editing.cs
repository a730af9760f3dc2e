using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Modules.Assets.Pages;

/// <summary>Editing in place, and in the dialog of dates.</summary>
public sealed partial class EquipmentPage
{
    private FieldEditing? fields;

    private FieldEditing Editing => fields ??= new(SendAsync, ShowSavedAsync, StateHasChanged);

    private Task<Refusal?> EditAsync(string field, string? seen, string? value) => Editing.EditAsync(field, seen, value);

    /// <summary>The dialog closes once it is saved; on a conflict too, which is settled above the page instead.</summary>
    private async Task<Refusal?> SaveDatesAsync(IReadOnlyList<FieldChange> changes)
    {
        var refused = await Editing.EditAsync(changes, onConflict: Close);
        if (refused is null) Close();
        StateHasChanged();   // the dialog is closed by the page, whose event this is not
        return refused;
    }

    private async Task<Refusal?> SendAsync(IReadOnlyList<FieldChange> changes) => details is null
        ? null : await TryAsync(() => edit.RunAsync(new EditEquipmentRequest { EquipmentId = details.Equipment.Id, Changes = changes }, Gone));

    private async Task<Refusal?> EnterAsync(LifeCycle wanted)
    {
        if (details is null) return null;
        var request = new ChangeLifeCycleRequest { EquipmentId = details.Equipment.Id, Version = details.Equipment.Version, LifeCycle = wanted };
        var refused = await TryAsync(() => life.RunAsync(request, Gone));
        await ShowSavedAsync();   // also after a refusal: it says how the equipment stands now
        return refused;
    }

    private async Task ShowSavedAsync()
    {
        await LoadAsync(ReadAsync);
        StateHasChanged();
    }
}
