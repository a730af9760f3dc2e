using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Many;

/// <summary>What a selection is changed to; null leaves each ticket's own.</summary>
public sealed record TicketChanges(Guid? CategoryId, Impact? Impact, Urgency? Urgency)
{
    public bool IsNothing => this is { CategoryId: null, Impact: null, Urgency: null };
}

/// <summary>
/// One row of a selection, by the very use case that serves one ticket: same permissions, same workflow, same refusals,
/// and stale where the ticket was changed since it was selected.
/// </summary>
[Needs(TicketPermissions.Edit)]
public sealed class ManyTickets(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, AssignTicket assign, EditTicket edit, MoveTicket move, TagRecord tag) : IUseCase
{
    [Needs(TicketPermissions.Assign)]
    public Task<Result> AssignAsync(SelectedRow row, Guid? assigneeId, Guid? groupId, CancellationToken ct) =>
        assign.RunAsync(new() { TicketId = row.Id, Version = row.Version, AssigneeId = assigneeId, GroupId = groupId }, ct);

    [Needs(TicketPermissions.Work, TicketPermissions.Resolve, TicketPermissions.Validate, TicketPermissions.Reopen, TicketPermissions.Cancel, TicketPermissions.Assign)]
    public Task<Result> MoveAsync(SelectedRow row, MoveTicketRequest step, CancellationToken ct) => move.RunAsync(
        new() { TicketId = row.Id, Version = row.Version, Trigger = step.Trigger, WaitingReason = step.WaitingReason, Solution = step.Solution, Reason = step.Reason }, ct);

    /// <summary>Whatever else changed since: a tag takes nothing away from anybody.</summary>
    [NeedsOnRecord(RecordRight.Edit)]
    public Task<Result> TagAsync(SelectedRow row, string word, CancellationToken ct) => tag.RunAsync(new(Ticket.RecordKind, row.Id), word, ct);

    /// <summary>Changes what was chosen, where the ticket still is as it was when it was selected. Refuses like one edit, and stale.</summary>
    public async Task<Result> ChangeAsync(SelectedRow row, TicketChanges changes, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Edit)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = await db.Set<Ticket>().AsNoTracking().AllowedTo(user, TicketPermissions.Edit).Where(t => t.Id == row.Id)
            .Select(t => new { t.Version, t.CategoryId, t.Impact, t.Urgency }).SingleOrDefaultAsync(ct);
        if (now is null) return Refusal.NotFound;
        if (now.Version != row.Version) return Refusal.Stale;

        FieldChange?[] wanted =
        [
            Changed(nameof(Ticket.CategoryId), now.CategoryId, changes.CategoryId),
            Changed(nameof(Ticket.Impact), now.Impact, changes.Impact),
            Changed(nameof(Ticket.Urgency), now.Urgency, changes.Urgency),
        ];
        return await edit.RunAsync(new() { TicketId = row.Id, Version = row.Version, Changes = [.. wanted.OfType<FieldChange>()] }, ct);
    }

    private static FieldChange? Changed<T>(string field, T seen, T? value) where T : struct =>
        value is { } chosen ? new() { Field = field, Seen = seen.ToString(), Value = chosen.ToString() } : null;
}
