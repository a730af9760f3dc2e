using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.People;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// Says who is told of what on a ticket. Whoever may not open it is told nothing, since a title tells too: teams have
/// members of several structures, and watchers lose their sight of it. The notifier leaves the author out and tells nobody
/// twice of one event, so those whom it concerns most are told first.
/// </summary>
public sealed class TellAboutTicket(IDbContextFactory<AppDbContext> dbs, RecordReaders readers, Notifier notifier) :
    IEventHandler<TicketAssigned>, IEventHandler<TicketMoved>, IEventHandler<TicketCommented>, IEventHandler<TicketRated>,
    IEventHandler<TicketMerged>, IEventHandler<TicketTookIn>
{
    private sealed record Telling(NotificationCategory Category, string Text, IReadOnlyList<Guid> People);

    /// <summary>The assignee; where only a group was named, its members. Then the watchers.</summary>
    public async Task HandleAsync(Envelope<TicketAssigned> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        var recipients = data.AssigneeId is { } assignee ? [assignee] : await MembersAsync(data.GroupId, ct);
        await TellAsync(envelope, new(NotificationCategory.Assignment, "Notify.Assigned", recipients), new(NotificationCategory.Update, "Notify.AssignedWatched", []), ct);
    }

    /// <summary>The requester of what he waits for or has to answer; the assignee of what comes back to him; the watchers of every step.</summary>
    public Task HandleAsync(Envelope<TicketMoved> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        Guid[] both = [data.RequesterId, data.AssigneeId ?? Guid.Empty];
        var (category, text, people, watched) = data.Trigger switch
        {
            TicketTrigger.Start => (NotificationCategory.Update, "Notify.Started", [data.RequesterId], "Notify.Started"),
            TicketTrigger.Wait when data.WaitingReason == "requester" => (NotificationCategory.Update, "Notify.WaitingForYou", [data.RequesterId], "Notify.Waiting"),
            TicketTrigger.Wait => (NotificationCategory.Update, "Notify.Waiting", [], "Notify.Waiting"),
            TicketTrigger.Resume => (NotificationCategory.Update, "Notify.Resumed", [], "Notify.Resumed"),
            TicketTrigger.Resolve => (NotificationCategory.Closing, "Notify.Resolved", [data.RequesterId], "Notify.ResolvedWatched"),
            TicketTrigger.Validate => (NotificationCategory.Closing, "Notify.Closed", both, "Notify.Closed"),
            TicketTrigger.Expire => (NotificationCategory.Closing, "Notify.Expired", [data.RequesterId], "Notify.Closed"),
            TicketTrigger.Reopen => (NotificationCategory.Update, "Notify.Reopened", both, "Notify.Reopened"),
            TicketTrigger.Cancel => (NotificationCategory.Closing, "Notify.Cancelled", both, "Notify.Cancelled"),
            _ => default((NotificationCategory, string?, Guid[], string)),
        };
        return text is null ? Task.CompletedTask : TellAsync(envelope, new(category, text, people), new(category, watched, []), ct);
    }

    /// <summary>Those whom it names, then both sides, then the watchers; a note only to those who may read notes.</summary>
    public async Task HandleAsync(Envelope<TicketCommented> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        var desk = data.AssigneeId is { } assignee ? [assignee] : await MembersAsync(data.GroupId, ct);
        var (text, body) = (data.IsInternal ? "Notify.Noted" : "Notify.Commented", await BodyAsync(data.EntryId, ct));
        await TellAsync(envelope, new(NotificationCategory.Mention, "Notify.Mentioned", data.Mentioned), null, ct, data.IsInternal, body);
        var concerned = new Telling(NotificationCategory.Comment, text, data.IsInternal ? desk : [data.RequesterId, .. desk]);
        await TellAsync(envelope, concerned, concerned, ct, data.IsInternal, body);
    }

    public Task HandleAsync(Envelope<TicketRated> envelope, CancellationToken ct) =>
        TellAsync(envelope, new(NotificationCategory.Update, "Notify.Rated", envelope.Data.AssigneeId is { } assignee ? [assignee] : []), null, ct);

    /// <summary>Who asked, and who watched: the ticket goes on elsewhere.</summary>
    public Task HandleAsync(Envelope<TicketMerged> envelope, CancellationToken ct)
    {
        var told = new Telling(NotificationCategory.Update, "Notify.Merged", [envelope.Data.RequesterId]);
        return TellAsync(envelope, told, told, ct);
    }

    /// <summary>Who works on the ticket that took another one in.</summary>
    public Task HandleAsync(Envelope<TicketTookIn> envelope, CancellationToken ct) => envelope.Data is { IsUndone: false, AssigneeId: { } assignee }
        ? TellAsync(envelope, new(NotificationCategory.Update, "Notify.TookIn", [assignee]), null, ct) : Task.CompletedTask;

    /// <param name="watching">What the watchers are told; null: nothing.</param>
    /// <param name="excerpt">What was written, for mails: whoever is told of it may read it.</param>
    /// <param name="isInternal">Told only to those who see what is internal.</param>
    private async Task TellAsync<TEvent>(Envelope<TEvent> envelope, Telling concerned, Telling? watching, CancellationToken ct, bool isInternal = false, string? excerpt = null)
        where TEvent : IEvent
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ticket = await db.Set<Ticket>().Where(t => t.Id == envelope.Record.Id).Select(t => new { t.Number, t.Title }).SingleOrDefaultAsync(ct);
        if (ticket is null) return;

        var watchers = watching is null ? [] : await db.Set<Watcher>().Where(w => w.RecordId == envelope.Record.Id).Select(w => w.UserId).ToListAsync(ct);
        var everybody = concerned.People.Concat(watchers).Where(p => p != Guid.Empty).Distinct().ToArray();
        var allowed = (await readers.AmongAsync(db, envelope.Record, everybody, ct)).Where(r => r.SeeInternal || !isInternal).Select(r => r.UserId).ToHashSet();
        await SendAsync(concerned, concerned.People);
        if (watching is not null) await SendAsync(watching, watchers);

        Task SendAsync(Telling telling, IEnumerable<Guid> people) => notifier.TellAsync(
            envelope.Id, envelope.ActorId, envelope.Record, people.Where(allowed.Contains),
            new(telling.Category, telling.Text, $"/tickets/{ticket.Number}", ticket.Number, ticket.Title, envelope.ActorName ?? "OpsFlux") { Excerpt = excerpt, ExcerptAuthor = envelope.ActorName }, ct);
    }

    /// <summary>What was written.</summary>
    private async Task<string?> BodyAsync(Guid? entryId, CancellationToken ct)
    {
        if (entryId is null) return null;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<TimelineEntry>().Where(e => e.Id == entryId).Select(e => e.Body).SingleOrDefaultAsync(ct);
    }

    private async Task<Guid[]> MembersAsync(Guid? group, CancellationToken ct)
    {
        if (group is null) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<GroupMember>().Where(m => m.GroupId == group).Select(m => m.UserId).ToArrayAsync(ct);
    }
}
