using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Workflow;

/// <summary>Steps that one person may not take together, such as asking and approving.</summary>
public static class SeparationOfDuties
{
    private static readonly TimelineKind[] Steps = [TimelineKind.StateChanged, TimelineKind.Reopened];

    /// <summary>
    /// Whether this person may take the step, after who took the ones it excludes; null lets pass, and costs nothing where the
    /// step excludes none. Counted through delegation: neither who acted nor for whom he acted, then and now. Asked by the use
    /// case, on the tracked record, before anything of it is changed. Refuses: access.same-person.
    /// </summary>
    public static async Task<Refusal?> CheckSeparationAsync<TRecord, TState, TTrigger>(
        this Workflow<TRecord, TState, TTrigger> workflow, AppDbContext db, TRecord record, Transition<TRecord, TState, TTrigger> step, ICurrentUser user, CancellationToken ct)
        where TRecord : BusinessRecord where TState : struct, Enum where TTrigger : struct, Enum
    {
        if (step.NotBy is []) return null;
        user.Saving(() => [record]);   // whose permission lets him, before it is too late to refuse
        var edges = workflow.Table.Where(t => step.NotBy.Contains(t.Trigger)).Select(t => $"{t.From}>{t.To}").Distinct().ToArray();
        Guid[] acting = user.ActingFor is { } lender ? [user.Id, lender.Id] : [user.Id];
        var taken = await db.Set<TimelineEntry>().AnyAsync(e => e.RecordId == record.Id && Steps.Contains(e.Kind) && edges.Contains(e.OldValue + ">" + e.NewValue)
            && ((e.ActorId != null && acting.Contains(e.ActorId.Value)) || (e.ActingForId != null && acting.Contains(e.ActingForId.Value))), ct);
        return taken ? Refusal.Conflict(AccessRefusals.SamePerson, new TextKeys([.. step.NotBy.Select(t => new TextKey($"{typeof(TTrigger).Name}.{t}"))])) : null;
    }
}
