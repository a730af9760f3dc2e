using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// Says who is told of what on a ticket. Whoever may not open it is told nothing, since a title tells too: teams have
/// members of several structures. The notifier leaves the author out and tells nobody twice.
/// </summary>
public sealed class TellAboutTicket(IDbContextFactory<AppDbContext> dbs, AccessCache access, Notifier notifier) :
    IEventHandler<TicketAssigned>, IEventHandler<TicketMoved>, IEventHandler<TicketCommented>, IEventHandler<TicketRated>
{
    /// <summary>The assignee; where only a group was named, its members.</summary>
    public async Task HandleAsync(Envelope<TicketAssigned> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        var recipients = data.AssigneeId is { } assignee ? [assignee] : await MembersAsync(data.GroupId, ct);
        await TellAsync(envelope, NotificationCategory.Assignment, "Notify.Assigned", recipients, ct);
    }

    /// <summary>The requester of what he waits for or has to answer; the assignee of what comes back to him.</summary>
    public Task HandleAsync(Envelope<TicketMoved> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        var both = new[] { data.RequesterId, data.AssigneeId ?? Guid.Empty };
        return data.Trigger switch
        {
            TicketTrigger.Start => TellAsync(envelope, NotificationCategory.Update, "Notify.Started", [data.RequesterId], ct),
            TicketTrigger.Wait when data.WaitingReason == "requester" => TellAsync(envelope, NotificationCategory.Update, "Notify.WaitingForYou", [data.RequesterId], ct),
            TicketTrigger.Resolve => TellAsync(envelope, NotificationCategory.Closing, "Notify.Resolved", [data.RequesterId], ct),
            TicketTrigger.Validate => TellAsync(envelope, NotificationCategory.Closing, "Notify.Closed", both, ct),
            TicketTrigger.Expire => TellAsync(envelope, NotificationCategory.Closing, "Notify.Expired", [data.RequesterId], ct),
            TicketTrigger.Reopen => TellAsync(envelope, NotificationCategory.Update, "Notify.Reopened", both, ct),
            TicketTrigger.Cancel => TellAsync(envelope, NotificationCategory.Closing, "Notify.Cancelled", both, ct),
            _ => Task.CompletedTask,
        };
    }

    public async Task HandleAsync(Envelope<TicketCommented> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        var desk = data.AssigneeId is { } assignee ? [assignee] : await MembersAsync(data.GroupId, ct);
        IEnumerable<Guid> recipients = data.IsInternal ? desk : [data.RequesterId, .. desk];
        var (text, permission) = data.IsInternal ? ("Notify.Noted", TicketPermissions.Note) : ("Notify.Commented", TicketPermissions.View);
        await TellAsync(envelope, NotificationCategory.Comment, text, recipients, ct, permission, await BodyAsync(data.EntryId, ct));
    }

    public Task HandleAsync(Envelope<TicketRated> envelope, CancellationToken ct) =>
        TellAsync(envelope, NotificationCategory.Update, "Notify.Rated", envelope.Data.AssigneeId is { } assignee ? [assignee] : [], ct);

    private async Task TellAsync<TEvent>(Envelope<TEvent> envelope, NotificationCategory category, string text, IEnumerable<Guid> recipients, CancellationToken ct, string permission = TicketPermissions.View, string? excerpt = null)
        where TEvent : IEvent
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ticket = await db.Set<Ticket>().Where(t => t.Id == envelope.Record.Id).Select(t => new { t.Number, t.Title, t.StructureId, t.RequesterId, t.AssigneeId }).SingleOrDefaultAsync(ct);
        if (ticket is null) return;
        var message = new Message(category, text, $"/tickets/{ticket.Number}", ticket.Number, ticket.Title, envelope.ActorName ?? "OpsFlux") { Excerpt = excerpt, ExcerptAuthor = envelope.ActorName };
        var allowed = new List<Guid>();
        foreach (var person in recipients.Where(p => p != Guid.Empty).Distinct())
            if (await MayKnowAsync(person, permission, ticket.StructureId, person == ticket.RequesterId || person == ticket.AssigneeId, ct)) allowed.Add(person);
        await notifier.TellAsync(envelope.Id, envelope.ActorId, envelope.Record, allowed, message, ct);
    }

    /// <summary>What was written: those who are told of it may read it, which the permission above is for.</summary>
    private async Task<string?> BodyAsync(Guid? entryId, CancellationToken ct)
    {
        if (entryId is null) return null;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<TimelineEntry>().Where(e => e.Id == entryId).Select(e => e.Body).SingleOrDefaultAsync(ct);
    }

    private async Task<bool> MayKnowAsync(Guid person, string permission, Guid structure, bool isOwn, CancellationToken ct) =>
        (await access.LoadAsync(person, ct)).ReachOf(permission) is { } reach && (isOwn || reach.Covers(structure));

    private async Task<Guid[]> MembersAsync(Guid? group, CancellationToken ct)
    {
        if (group is null) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<GroupMember>().Where(m => m.GroupId == group).Select(m => m.UserId).ToArrayAsync(ct);
    }
}
