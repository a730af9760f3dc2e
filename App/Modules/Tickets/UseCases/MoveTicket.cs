using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Workflow;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Families;
using OpsFlux.Modules.Tickets.Reopening;
using OpsFlux.Modules.Tickets.TimeSpent;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// Takes a step of the workflow. Refuses: invalid (a text the step requires), not-found, forbidden, transition-not-allowed,
/// not-requester, unknown-waiting-reason, reopen-too-late, reopen-never,
/// checklist-incomplete, moved-meanwhile, stale.
/// </summary>
[Needs(TicketPermissions.Work, TicketPermissions.Resolve, TicketPermissions.Validate, TicketPermissions.Reopen, TicketPermissions.Cancel, TicketPermissions.Assign)]
public sealed class MoveTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock, TicketStands stands, ReopenRule reopening, SpendTime time) : IUseCase
{
    public Task<Result> RunAsync(MoveTicketRequest request, CancellationToken ct) =>
        TicketAction.RunAsync(dbs, user, request, PermissionOf(request.Trigger), (db, ticket) => MoveAsync(db, ticket, request, ct), ct, checkVersion: request.Seen is null);

    private async Task<Result> MoveAsync(AppDbContext db, Ticket ticket, MoveTicketRequest request, CancellationToken ct)
    {
        if (await stands.CheckAsync(db, ticket, request.Seen, ct) is { } moved) return moved;
        var step = TicketWorkflow.Instance.Find(ticket, ticket.State, request.Trigger, user);
        if (step.Failed) return step.Refusal;
        if (await TicketWorkflow.Instance.CheckSeparationAsync(db, ticket, step.Value, user, ct) is { } same) return same;
        // Assigning names somebody, which only AssignTicket asks for; a bare step would leave a ticket assigned to nobody.
        if (request.Trigger == TicketTrigger.Assign) return Refusal.Invalid(new FieldError(nameof(request.Trigger), "unknown-value"));
        if (Missing(step.Value, request) is { } missing) return missing;
        var reason = request.Trigger == TicketTrigger.Wait ? await db.Set<WaitingReason>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == request.WaitingReason && r.IsActive, ct) : null;
        if (request.Trigger == TicketTrigger.Wait && reason is null) return Refusal.Conflict(TicketRefusals.UnknownWaitingReason);

        if (request.Trigger == TicketTrigger.Resolve && await ChecklistRules.CheckAsync(db, ticket, ct) is { } incomplete) return incomplete;
        if (request.Trigger == TicketTrigger.Reopen && await reopening.CheckAsync(db, ticket, ct) is { } tooLate) return tooLate;

        ticket.Move(step.Value, request, user.Id, clock.GetUtcNow(), reason?.StoppedClocks);
        if (request is { Trigger: TicketTrigger.Resolve, WithChildren: true }) await ResolveChildrenAsync(db, ticket, request, ct);
        return time.Add(db, ticket, request.MinutesSpent);
    }

    /// <summary>Those that the workflow and their checklists let resolve; all are saved with the parent, or none.</summary>
    private async Task ResolveChildrenAsync(AppDbContext db, Ticket parent, MoveTicketRequest request, CancellationToken ct)
    {
        var complete = GetOpenChildren.Resolvable(db, user, parent.Id).Where(t => !db.Set<ChecklistItem>().Any(i => i.TicketId == t.Id && i.IsRequired && i.DoneAt == null));
        foreach (var child in await complete.ToListAsync(ct))
        {
            var step = TicketWorkflow.Instance.Find(child, child.State, TicketTrigger.Resolve, user);
            if (step.Failed || await TicketWorkflow.Instance.CheckSeparationAsync(db, child, step.Value, user, ct) is not null) continue;
            child.Move(step.Value, request, user.Id, clock.GetUtcNow());
        }
    }

    /// <summary>Every row of one trigger asks for the same permission, so the trigger alone names it before the ticket is read.</summary>
    private static string PermissionOf(TicketTrigger trigger) =>
        TicketWorkflow.Instance.Table.FirstOrDefault(t => t.Trigger == trigger)?.Permission ?? TicketPermissions.Work;

    private static Refusal? Missing(Transition<Ticket, TicketState, TicketTrigger> step, MoveTicketRequest request)
    {
        var given = new Dictionary<string, string?>
        {
            [nameof(request.Solution)] = request.Solution,
            [nameof(request.Reason)] = request.Reason,
            [nameof(request.WaitingReason)] = request.WaitingReason,
        };
        var missing = step.Required.Where(name => string.IsNullOrWhiteSpace(given[name])).Select(name => new FieldError(name, "required")).ToArray();
        return missing is [] ? null : Refusal.Invalid(missing);
    }
}
