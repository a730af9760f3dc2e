using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Merging;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Public;

/// <summary>
/// A ticket becomes a record of another module, goes on there, and ends with it. Within the caller's transaction and save: nothing is
/// saved here. What becomes of the ticket passes its workflow like anything else.
/// </summary>
[PartOf]
public sealed class TicketTurning(ICurrentUser user, MergedTickets merges, LinkWriter links, TimeProvider clock) : IUseCase
{
    /// <summary>Refuses: not-found, also for what one may not know of.</summary>
    public async Task<Result<TicketMaterial>> ReadAsync(AppDbContext db, string numberOrId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View) || await FindTicket.Of(db, user, numberOrId).SingleOrDefaultAsync(ct) is not { } ticket) return Refusal.NotFound;
        var seesNotes = TicketSight.Of(ticket).AccessOf(user).SeeInternal;
        Guid[] ids = [ticket.Id, .. (await merges.RunAsync(db, ticket.Id, ct)).Select(m => m.Id)];
        return new TicketMaterial
        {
            Ref = ticket.Ref, Number = ticket.Number, Title = ticket.Title, Description = ticket.Description, RequesterId = ticket.RequesterId,
            StructureId = ticket.StructureId, SiteId = ticket.SiteId, Priority = ticket.Priority, IsOpen = IsOpen(ticket),
            Said = await db.Set<TimelineEntry>().AsNoTracking()
                .Where(e => ids.Contains(e.RecordId) && e.Body != null && (seesNotes || !e.IsInternal)
                    && (e.Kind == TimelineKind.Comment || e.Kind == TimelineKind.InternalNote || (e.Kind == TimelineKind.Opened && e.RecordId != ticket.Id)))
                .OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => new SaidOnTicket(e.ActorId, e.ActorName, e.At, e.Body!, e.IsInternal)).ToListAsync(ct),   // filtered by it
            Files = await db.Set<Attachment>().Where(a => a.RecordId == ticket.Id && a.RemovedAt == null && (seesNotes || !a.IsInternal))
                .OrderBy(a => a.UploadedAt).ThenBy(a => a.Id).Select(a => a.Id).ToListAsync(ct),
        };
    }

    /// <summary>Held until the transaction ends: of two who make something of one ticket at one moment, the second waits and finds what the first made.</summary>
    public Task LockAsync(AppDbContext db, Guid ticketId, CancellationToken ct) => db.Database.ExecuteSqlAsync($"select from tickets.tickets where id = {ticketId} for update", ct);

    /// <summary>
    /// Says on the ticket what it became, links the two, and takes the ticket in charge where whoever acts may: by whom it is assigned to, else by him.
    /// Refuses: not-found, is-over.
    /// </summary>
    /// <param name="into">Saved, so that it has its number.</param>
    public async Task<Result> BecomeAsync(AppDbContext db, Guid ticketId, BusinessRecord into, CancellationToken ct)
    {
        if (await db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).SingleOrDefaultAsync(t => t.Id == ticketId, ct) is not { } ticket) return Refusal.NotFound;
        await db.Entry(ticket).ReloadAsync(ct);   // what the context read before it waited for the lock may be old
        if (!IsOpen(ticket)) return Refusal.Conflict(TicketRefusals.IsOver);
        ticket.Become(into.Number);
        into.Log(new() { Kind = TimelineKind.Turned, Field = "From", NewValue = ticket.Number });
        if (user.Can(TicketPermissions.Work, ticket.StructureId, ticket.IsOwnedBy(user.Id))) Take(ticket, TicketTrigger.Start, ticket.AssigneeId ?? user.Id);
        return await links.AddAsync(db, into, LinkType.MadeFrom, ticket, ct);
    }

    /// <summary>
    /// The other record is done: resolves the ticket with what was done, on behalf of <paramref name="by"/> where nobody had it. Nothing happens to
    /// one that is resolved or over. Refuses: not-found, checklist-incomplete.
    /// </summary>
    public async Task<Result> ResolveAsync(AppDbContext db, Guid ticketId, string solution, Guid by, CancellationToken ct)
    {
        if (await db.Set<Ticket>().SingleOrDefaultAsync(t => t.Id == ticketId, ct) is not { } ticket) return Refusal.NotFound;
        if (!IsOpen(ticket)) return Result.Ok;
        if (await ChecklistRules.CheckAsync(db, ticket, ct) is { } incomplete) return incomplete;
        Take(ticket, ticket.State == TicketState.Waiting ? TicketTrigger.Resume : TicketTrigger.Start, ticket.AssigneeId ?? by);
        Take(ticket, TicketTrigger.Resolve, ticket.AssigneeId ?? by, solution);
        return Result.Ok;
    }

    /// <summary>Says on the ticket what became of the other record; those whom the ticket concerns are told.</summary>
    /// <param name="what">Done or Cancelled: last part of the line's words.</param>
    public async Task SayAsync(AppDbContext db, Guid ticketId, string what, string number, string? body, CancellationToken ct)
    {
        if (await db.Set<Ticket>().SingleOrDefaultAsync(t => t.Id == ticketId, ct) is { MergedIntoId: null } ticket) ticket.TellOfTurned(what, number, body);
    }

    private static bool IsOpen(Ticket ticket) => ticket.ClosedAt is null && ticket.State != TicketState.Resolved;

    /// <summary>A step that the table does not have here is left out: the ticket stands beyond it already.</summary>
    private void Take(Ticket ticket, TicketTrigger trigger, Guid actor, string? solution = null)
    {
        var step = TicketWorkflow.Instance.Find(ticket, ticket.State, trigger, user);
        if (!step.Failed) ticket.Move(step.Value, new() { Trigger = trigger, Solution = solution }, actor, clock.GetUtcNow());
    }
}
