using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Checklists.Pages;

/// <summary>
/// What is checked on one intervention. Each answer is saved at once and by itself: quick fingers go on to the next point while
/// one is being saved, and what is refused is said beside its own point.
/// </summary>
public sealed partial class InterventionChecks(ReadChecks read, AnswerCheck answer)
{
    private readonly Dictionary<Guid, Refusal?> refused = [];
    private CheckSheet? sheet;
    private IReadOnlyList<Choice> choices = [];
    private PartHead? head;
    private Guid? chosen;
    private ReadOrder reads;

    /// <inheritdoc />
    protected override string? OwnEvents { get; } = EventNameAttribute.Of(typeof(InterventionWorked));

    /// <inheritdoc />
    protected override async Task ReadAsync(RecordAccess? access)
    {
        var turn = reads.Start();
        var result = await read.RunAsync(Record.Id, Gone);
        var offered = result is { Failed: false, Value.MayAnswer: true } ? await read.ChoicesAsync(Record.Id, Gone) : [];
        if (reads.IsOvertaken(turn)) return;
        if (result.Failed) refusal = result.Refusal;
        else (sheet, choices) = (result.Value, offered);
    }

    private async Task AnswerAsync(AnswerCheckRequest request)
    {
        request.InterventionId = Record.Id;
        refused[request.CheckId] = await TryAsync(() => answer.RunAsync(request, Gone));
        await LoadAsync(ReadAsync);   // after a refusal too: somebody else's answer is what it was refused for
    }

    private async Task RaiseAsync(Guid check)
    {
        refused[check] = await TryAsync(() => answer.RaiseAsync(Record.Id, check, Gone));
        await LoadAsync(ReadAsync);
    }

    private void OpenChoice() => (chosen, refusal) = (choices[0].Id, null);   // offered only where there is one

    private async Task CloseChoiceAsync()
    {
        (chosen, refusal) = (null, null);
        if (head is not null) await head.FocusAsync();
    }

    private async Task AddAsync(Guid checklist)
    {
        if (!await ActAsync(() => answer.AddAsync(Record.Id, checklist, Gone))) return;
        await LoadAsync(ReadAsync);
        await CloseChoiceAsync();
    }
}
