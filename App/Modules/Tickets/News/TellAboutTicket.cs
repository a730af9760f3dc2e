using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.News;

/// <summary>
/// Says who is told of what on a ticket. Those whom it concerns most come first: nobody is told twice of one event. Whether
/// they may know of the ticket is the notifier's to ask.
/// </summary>
public sealed partial class TellAboutTicket(IDbContextFactory<AppDbContext> dbs, Notifier notifier, EnteredViews views) :
    IEventHandler<TicketAssigned>, IEventHandler<TicketMoved>, IEventHandler<TicketCommented>, IEventHandler<TicketRated>,
    IEventHandler<TicketMerged>, IEventHandler<TicketTookIn>
{
    /// <summary>What some people are told, before the ticket's number and title are known.</summary>
    private sealed record Word(NewsKind Kind, string Text, IReadOnlyCollection<Guid> People, NewsReason Reason = NewsReason.Concerned)
    {
        public int Priority { get; init; } = 1;

        /// <summary>Name of the view that is spoken of.</summary>
        public string? View { get; init; }

        /// <summary>Null: to the ticket.</summary>
        public string? Href { get; init; }
    }

    /// <summary>The assignee; where only a group was named, its members. Then the watchers.</summary>
    public async Task HandleAsync(Envelope<TicketAssigned> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        var word = data.AssigneeId is { } assignee
            ? new Word(TicketNews.Assigned, "Notify.Assigned", [assignee], NewsReason.Assigned)
            : new Word(TicketNews.Assigned, "Notify.Assigned", await MembersAsync(data.GroupId, ct), NewsReason.Team);
        await TellAsync(envelope, [word], new(TicketNews.Progressed, "Notify.AssignedWatched", []), ct);
    }

    /// <summary>The requester of what he waits for or has to answer; the assignee of what comes back to him; the watchers of every step.</summary>
    public Task HandleAsync(Envelope<TicketMoved> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        var requester = new[] { data.RequesterId };
        var (kind, text, toAssignee, watched) = data.Trigger switch
        {
            TicketTrigger.Start => (TicketNews.Progressed, "Notify.Started", false, "Notify.Started"),
            TicketTrigger.Wait when data.WaitingReason == "requester" => (TicketNews.Asked, "Notify.WaitingForYou", false, "Notify.Waiting"),
            TicketTrigger.Wait => (TicketNews.Progressed, null, false, "Notify.Waiting"),
            TicketTrigger.Resume => (TicketNews.Progressed, null, false, "Notify.Resumed"),
            TicketTrigger.Resolve => (TicketNews.Closed, "Notify.Resolved", false, "Notify.ResolvedWatched"),
            TicketTrigger.Validate => (TicketNews.Closed, "Notify.Closed", true, "Notify.Closed"),
            TicketTrigger.Expire => (TicketNews.Closed, "Notify.Expired", false, "Notify.Closed"),
            TicketTrigger.Reopen => (TicketNews.Reopened, "Notify.Reopened", true, "Notify.Reopened"),
            TicketTrigger.Cancel => (TicketNews.Closed, "Notify.Cancelled", true, "Notify.Cancelled"),
            _ => default((NewsKind, string?, bool, string)),
        };
        if (kind is null) return Task.CompletedTask;
        List<Word> words = text is null ? [] : [new(kind, text, requester, NewsReason.Requested)];
        if (text is not null && toAssignee && data.AssigneeId is { } assignee) words.Add(new(kind, text, [assignee], NewsReason.Assigned));
        return TellAsync(envelope, words, new(kind, watched, []), ct);
    }

    /// <summary>Those whom it names, then both sides, then the watchers; a note only to those who may read notes.</summary>
    public async Task HandleAsync(Envelope<TicketCommented> envelope, CancellationToken ct)
    {
        var data = envelope.Data;
        var text = data.IsInternal ? "Notify.Noted" : "Notify.Commented";
        List<Word> words = [new(TicketNews.Mentioned, "Notify.Mentioned", data.Mentioned, NewsReason.Mentioned)];
        if (!data.IsInternal) words.Add(new(TicketNews.Commented, text, [data.RequesterId], NewsReason.Requested));
        words.Add(data.AssigneeId is { } assignee
            ? new(TicketNews.Commented, text, [assignee], NewsReason.Assigned)
            : new(TicketNews.Commented, text, await MembersAsync(data.GroupId, ct), NewsReason.Team));
        await TellAsync(envelope, words, new(TicketNews.Commented, text, []), ct, data.IsInternal, await BodyAsync(data.EntryId, ct));
    }

    public Task HandleAsync(Envelope<TicketRated> envelope, CancellationToken ct) => envelope.Data.AssigneeId is { } assignee
        ? TellAsync(envelope, [new(TicketNews.Rated, "Notify.Rated", [assignee], NewsReason.Assigned)], null, ct) : Task.CompletedTask;

    /// <summary>Who asked, and who watched: the ticket goes on elsewhere.</summary>
    public Task HandleAsync(Envelope<TicketMerged> envelope, CancellationToken ct)
    {
        var word = new Word(TicketNews.Merged, "Notify.Merged", [envelope.Data.RequesterId], NewsReason.Requested);
        return TellAsync(envelope, [word], word, ct);
    }

    /// <summary>Who works on the ticket that took another one in.</summary>
    public Task HandleAsync(Envelope<TicketTookIn> envelope, CancellationToken ct) => envelope.Data is { IsUndone: false, AssigneeId: { } assignee }
        ? TellAsync(envelope, [new(TicketNews.Merged, "Notify.TookIn", [assignee], NewsReason.Assigned)], null, ct) : Task.CompletedTask;

    /// <param name="watching">What the watchers are told, and the followers of the site; null: nothing.</param>
    /// <param name="excerpt">What was written: whoever is told of it may read it.</param>
    /// <param name="isInternal">Told only to those who see what is internal.</param>
    private async Task TellAsync<TEvent>(Envelope<TEvent> envelope, IReadOnlyList<Word> concerned, Word? watching, CancellationToken ct, bool isInternal = false, string? excerpt = null)
        where TEvent : IEvent
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ticket = await db.Set<Ticket>().Where(t => t.Id == envelope.Record.Id).Select(t => new { t.Number, t.Title, t.SiteId }).SingleOrDefaultAsync(ct);
        if (ticket is null) return;

        var words = concerned.ToList();
        if (watching is not null)
        {
            words.Add(watching with { People = await db.Set<Watcher>().Where(w => w.RecordId == envelope.Record.Id).Select(w => w.UserId).ToListAsync(ct), Reason = NewsReason.Watching });
            words.Add(watching with { People = await FollowersAsync(db, ticket.SiteId, envelope.At, ct), Reason = NewsReason.Site });
        }

        words.AddRange(await EnteringAsync(envelope, ct));
        await notifier.TellAsync(new(envelope.Id, envelope.ActorId, envelope.Record), [.. words.Select(Said)], ct);

        Telling Said(Word word) => new(
            new(word.Kind, word.Text, word.Href ?? $"/tickets/{ticket.Number}", [ticket.Number, ticket.Title, envelope.ActorName ?? "OpsFlux", .. word.View is { } view ? new[] { view } : []])
            {
                Priority = word.Priority,
                Excerpt = excerpt,
                ExcerptAuthor = excerpt is null ? null : envelope.ActorName,
            },
            word.People) { Reason = word.Reason, IsInternal = isInternal };
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
