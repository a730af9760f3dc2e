using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Web;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <summary>Working time and parts of one intervention: what there is, and dialogs that add and take away.</summary>
public sealed partial class WorkDone(ReadWork read, EditTimes times, EditParts parts)
{
    private WorkSheet? sheet;
    private AddTimeRequest? time;
    private AddPartRequest? part;
    private WorkedLine? removedTime;
    private PartLine? removedPart;
    private PartHead? timesHead, partsHead;

    /// <summary>When the work began first: the first entry begins with it unless its author says otherwise.</summary>
    [Parameter] public DateTimeOffset? StartedAt { get; set; }

    /// <inheritdoc />
    protected override string? OwnEvents { get; } = EventNameAttribute.Of(typeof(InterventionWorked));

    /// <inheritdoc />
    protected override async Task ReadAsync(RecordAccess? access)
    {
        var result = await read.RunAsync(Record.Id, Gone);
        if (result.Failed) refusal = result.Refusal;
        else sheet = result.Value;
    }

    /// <summary>From the end of one's last entry, or from the beginning of the work, until now; nothing where that is no day's work.</summary>
    private AddTimeRequest NewTime()
    {
        refusal = null;
        var now = Clock.GetUtcNow();
        var from = sheet?.Times.Where(t => t.PersonId == User.Id).Select(t => (DateTimeOffset?)t.Until).Max() ?? StartedAt;
        return from is { } began && began < now && now - began < TimeSpan.FromHours(WorkLimits.HoursMax)
            ? new() { InterventionId = Record.Id, PersonId = User.Id, From = began, Until = now }
            : new() { InterventionId = Record.Id, PersonId = User.Id };
    }

    private string UntilOf(WorkedLine line) =>
        Zone.ToLocal(line.From).Date == Zone.ToLocal(line.Until).Date ? Zone.ToLocal(line.Until).ToString("t", CultureInfo.CurrentCulture) : Zone.Show(line.Until);

    private void OpenPart() => (part, refusal) = (new() { InterventionId = Record.Id }, null);

    private void AskTime(WorkedLine line) => (removedTime, refusal) = (line, null);

    private void AskPart(PartLine line) => (removedPart, refusal) = (line, null);

    private async Task AddTimeAsync(AddTimeRequest request)
    {
        if (await DoneAsync(async () => (await times.AddAsync(request, Gone)).Outcome)) await CloseTimeAsync();
    }

    private async Task AddPartAsync(AddPartRequest request)
    {
        if (await DoneAsync(async () => (await parts.AddAsync(request, Gone)).Outcome)) await ClosePartAsync();
    }

    private async Task RemoveTimeAsync()
    {
        if (removedTime is { } line && await DoneAsync(() => times.RemoveAsync(Record.Id, line.Id, Gone))) removedTime = null;
    }

    private async Task RemovePartAsync()
    {
        if (removedPart is { } line && await DoneAsync(() => parts.RemoveAsync(Record.Id, line.Id, Gone))) removedPart = null;
    }

    private async Task CloseTimeAsync()
    {
        time = null;
        if (timesHead is not null) await timesHead.FocusAsync();
    }

    private async Task ClosePartAsync()
    {
        part = null;
        if (partsHead is not null) await partsHead.FocusAsync();
    }

    private async Task<bool> DoneAsync(Func<Task<Result>> act)
    {
        var done = await ActAsync(act);
        if (done) await LoadAsync(ReadAsync);
        return done;
    }
}
