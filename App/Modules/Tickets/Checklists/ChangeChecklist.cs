using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Checklists;

/// <summary>
/// Adds, ticks, moves and removes what there is to do. Refuses: invalid, forbidden, not-found, is-over, checklist-full,
/// checklist-required (an item without which the ticket may not be resolved is not removed).
/// </summary>
[Needs(TicketPermissions.Work)]
public sealed class ChangeChecklist(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public Task<Result> RunAsync(AddChecklistItemRequest request, CancellationToken ct) =>
        RunAsync(request, (db, ticket) => AddAsync(db, ticket, request.Text, ct), ct);

    public Task<Result> RunAsync(ChecklistStepRequest request, CancellationToken ct) =>
        RunAsync(request, (db, ticket) => StepAsync(db, ticket, request, ct), ct);

    private Task<Result> RunAsync(TicketRequest request, Func<AppDbContext, Ticket, Task<Result>> act, CancellationToken ct) => TicketAction.RunAsync(
        dbs, user, request, TicketPermissions.Work,
        async (db, ticket) => ticket.ClosedAt is null ? await act(db, ticket) : Refusal.Conflict(TicketRefusals.IsOver), ct, checkVersion: false);

    private static async Task<Result> AddAsync(AppDbContext db, Ticket ticket, string text, CancellationToken ct)
    {
        var positions = await db.Set<ChecklistItem>().Where(i => i.TicketId == ticket.Id).Select(i => i.Position).ToListAsync(ct);
        if (positions.Count >= ChecklistLimits.MostItems) return Refusal.Conflict(TicketRefusals.ChecklistFull, ChecklistLimits.MostItems);
        var item = new ChecklistItem { TicketId = ticket.Id, Text = TypedText.OneLine(text), Position = positions.DefaultIfEmpty().Max() + 1 };
        db.Add(item);
        ticket.TellChecklist("added", item.Text);
        return Result.Ok;
    }

    private async Task<Result> StepAsync(AppDbContext db, Ticket ticket, ChecklistStepRequest request, CancellationToken ct)
    {
        var item = await db.Set<ChecklistItem>().SingleOrDefaultAsync(i => i.Id == request.ItemId && i.TicketId == ticket.Id, ct);
        return (item, request.Step) switch
        {
            (null, _) => Refusal.NotFound,
            (_, ChecklistStep.Tick) => Answer(ticket, item, clock.GetUtcNow()),
            (_, ChecklistStep.Untick) => Answer(ticket, item, null),
            (_, ChecklistStep.Remove) => Remove(db, ticket, item),
            _ => await SwapAsync(db, ticket, item, request.Step is ChecklistStep.Up, ct),
        };
    }

    private Result Answer(Ticket ticket, ChecklistItem item, DateTimeOffset? at)
    {
        if ((item.DoneAt is null) == (at is null)) return Result.Ok;   // somebody was quicker with the same answer
        (item.DoneAt, item.DoneBy) = (at, at is null ? null : user.Id);
        ticket.TellChecklist(at is null ? "undone" : "done", item.Text);
        return Result.Ok;
    }

    private static Result Remove(AppDbContext db, Ticket ticket, ChecklistItem item)
    {
        if (item.IsRequired) return Refusal.Conflict(TicketRefusals.ChecklistRequired);
        db.Remove(item);
        ticket.TellChecklist("removed", item.Text);
        return Result.Ok;
    }

    /// <summary>Changes places with its neighbour; the first one does not go up, nor the last one down.</summary>
    private static async Task<Result> SwapAsync(AppDbContext db, Ticket ticket, ChecklistItem item, bool up, CancellationToken ct)
    {
        var items = await db.Set<ChecklistItem>().Where(i => i.TicketId == ticket.Id).OrderBy(i => i.Position).ThenBy(i => i.Id).ToListAsync(ct);
        var at = items.IndexOf(item);
        var other = up ? at - 1 : at + 1;
        if (other < 0 || other >= items.Count) return Result.Ok;
        (items[at], items[other]) = (items[other], items[at]);
        for (var i = 0; i < items.Count; i++) items[i].Position = i + 1;   // also evens out what two people added at once
        ticket.ShowChecklist();
        return Result.Ok;
    }
}
