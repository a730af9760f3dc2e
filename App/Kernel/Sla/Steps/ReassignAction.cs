using System.Globalization;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.OnCall;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Kernel.Sla.Sweep;

namespace OpsFlux.Kernel.Sla.Steps;

/// <summary>Gives the record to a person, a team, or whoever is on call; to nobody, and says so, where those are not there.</summary>
internal sealed class ReassignAction(TimeProvider time) : IStepAction
{
    public StepAction Action => StepAction.Reassign;

    public async Task RunAsync(AppDbContext db, IClockedRecords owner, BusinessRecord record, SlaClock clock, PolicyStep step, CancellationToken ct)
    {
        var team = step.Receiver is StepReceiver.Team && await StepReceivers.AreKnownAsync(db, [step], ct) ? step.ReceiverId : null;
        var person = await PersonAsync(db, step, ct);
        if (person is not null || team is not null)
        {
            await owner.ReassignAsync(db, record, person, team, $"Sla.ReassignedAt|Clock.{clock.Code}|{step.Percent}", ct);
            return;
        }

        record.Log(new()
        {
            Kind = TimelineKind.ClockStep,
            Field = clock.Code,
            NewValue = step.Percent.ToString(CultureInfo.InvariantCulture),
            Reason = $"Sla.NobodyToTakeIt|Clock.{clock.Code}|{step.Percent}",
            IsInternal = true,
        });
    }

    private async Task<Guid?> PersonAsync(AppDbContext db, PolicyStep step, CancellationToken ct)
    {
        var named = step.Receiver switch
        {
            StepReceiver.Person => step.ReceiverId,
            StepReceiver.OnCall => await ReadOnCall.AtAsync(db, step.ReceiverId, time.GetUtcNow(), ct),
            _ => null,
        };
        return named is { } id && await StepPeople.PresentAsync(db, [id], ct) is [var present] ? present : null;
    }
}
