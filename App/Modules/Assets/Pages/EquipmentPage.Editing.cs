using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Modules.Assets.Pages;

/// <summary>
/// Editing in place. A field waits while its conflict is on screen: settled, it closes; given up, it stays open with what
/// was typed.
/// </summary>
public sealed partial class EquipmentPage
{
    private EditEquipmentRequest? clashing;
    private Refusal? conflict, unsettled;
    private TaskCompletionSource<Refusal?>? settling;

    private async Task<Refusal?> EditAsync(string field, string? seen, string? value)
    {
        while (settling is { } earlier) await earlier.Task;   // one conflict on screen at a time
        return await SendAsync([new() { Field = field, Seen = seen, Value = value }]) is { } refused
            ? refused.Conflicts.Count > 0 ? await settling!.Task : refused   // a conflict is being settled
            : null;
    }

    /// <summary>The dialog closes once it is saved; on a conflict too, which is settled above the page instead.</summary>
    private async Task<Refusal?> SaveDatesAsync(IReadOnlyList<FieldChange> changes)
    {
        while (settling is { } earlier) await earlier.Task;
        var refused = changes.Count == 0 ? null : await SendAsync(changes);
        if (refused is null or { Conflicts.Count: > 0 }) Close();
        return refused;
    }

    private async Task<Refusal?> SendAsync(IReadOnlyList<FieldChange> changes)
    {
        if (details is null) return null;
        var request = new EditEquipmentRequest { EquipmentId = details.Equipment.Id, Changes = changes };
        var refused = await TryAsync(() => edit.RunAsync(request, Gone));
        if (refused is { Conflicts.Count: > 0 }) Ask(request, refused);
        if (refused is null) await ShowSavedAsync();
        return refused;
    }

    private async Task<Refusal?> EnterAsync(LifeCycle wanted)
    {
        if (details is null) return null;
        var request = new ChangeLifeCycleRequest { EquipmentId = details.Equipment.Id, Version = details.Equipment.Version, LifeCycle = wanted };
        var refused = await TryAsync(() => life.RunAsync(request, Gone));
        await ShowSavedAsync();   // also after a refusal: it says how the equipment stands now
        return refused;
    }

    private void Ask(EditEquipmentRequest request, Refusal refused)
    {
        (clashing, conflict, unsettled) = (request, refused, null);
        settling = new(TaskCreationOptions.RunContinuationsAsynchronously);
        StateHasChanged();
    }

    /// <summary>Sends what was chosen, with the changes that had not clashed. Yet another edit in between asks again.</summary>
    private async Task SettleAsync(IReadOnlyList<FieldChange> settled)
    {
        if (clashing is null || busy) return;
        var others = clashing.Changes.Where(c => settled.All(s => s.Field != c.Field));
        clashing.Changes = [.. others, .. settled];
        busy = true;
        var refused = await TryAsync(() => edit.RunAsync(clashing, Gone));
        busy = false;
        if (refused is { Conflicts.Count: > 0 }) (conflict, unsettled) = (refused, null);
        else if (refused is not null) unsettled = refused;
        else await EndAsync();
    }

    private async Task EndAsync()
    {
        await ShowSavedAsync();
        End(null);
    }

    private void GiveUp() => End(conflict);

    private void End(Refusal? answer)
    {
        var waiting = settling;
        (clashing, conflict, unsettled, settling) = (null, null, null, null);
        waiting?.SetResult(answer);
    }

    private async Task ShowSavedAsync()
    {
        await LoadAsync(ReadAsync);
        StateHasChanged();
    }
}
