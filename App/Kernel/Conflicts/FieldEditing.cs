using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Conflicts;

/// <summary>
/// Editing of fields on a page. A field waits while its conflict is on screen, one at a time: settled, it closes; given up, it
/// stays open with what was typed.
/// </summary>
/// <param name="send">Sends changes by the record's use case; null when they are saved.</param>
/// <param name="saved">Reads the record again and shows it.</param>
/// <param name="changed">Renders the page: a conflict came up.</param>
public sealed class FieldEditing(Func<IReadOnlyList<FieldChange>, Task<Refusal?>> send, Func<Task> saved, Action changed)
{
    private IReadOnlyList<FieldChange> clashing = [];
    private TaskCompletionSource<Refusal?>? settling;

    /// <summary>What the panel asks about; null: nothing.</summary>
    public Refusal? Conflict { get; private set; }

    /// <summary>What the settled values were refused for, other than a newer conflict.</summary>
    public Refusal? Unsettled { get; private set; }
    public bool IsBusy { get; private set; }

    public Task<Refusal?> EditAsync(string field, string? seen, string? value) => EditAsync([new() { Field = field, Seen = seen, Value = value }]);

    /// <summary>Null once all are saved; a conflict is answered when somebody gives it up.</summary>
    /// <param name="onConflict">Called before the panel is shown: what stands over the page closes.</param>
    public async Task<Refusal?> EditAsync(IReadOnlyList<FieldChange> changes, Action? onConflict = null)
    {
        while (settling is { } earlier) await earlier.Task;
        if (changes.Count == 0) return null;
        var refused = await send(changes);
        if (refused is { Conflicts.Count: > 0 })
        {
            onConflict?.Invoke();
            return await AskAsync(changes, refused);
        }

        if (refused is null) await saved();
        return refused;
    }

    /// <summary>Sends what was chosen, with the changes that had not clashed. Yet another edit in between asks again.</summary>
    public async Task SettleAsync(IReadOnlyList<FieldChange> settled)
    {
        if (Conflict is null || IsBusy) return;
        clashing = [.. clashing.Where(c => settled.All(s => s.Field != c.Field)), .. settled];
        IsBusy = true;
        var refused = await send(clashing);
        IsBusy = false;
        if (refused is { Conflicts.Count: > 0 }) (Conflict, Unsettled) = (refused, null);
        else if (refused is not null) Unsettled = refused;
        else await EndAsync();
    }

    public void GiveUp() => End(Conflict);

    private Task<Refusal?> AskAsync(IReadOnlyList<FieldChange> changes, Refusal refused)
    {
        (clashing, Conflict, Unsettled) = (changes, refused, null);
        settling = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed();
        return settling.Task;
    }

    private async Task EndAsync()
    {
        await saved();
        End(null);
    }

    private void End(Refusal? answer)
    {
        var waiting = settling;
        (clashing, Conflict, Unsettled, settling) = ([], null, null, null);
        waiting?.SetResult(answer);
    }
}
