using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Following;
using OpsFlux.Kernel.Organisation.Deleted;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;

namespace OpsFlux.Modules.Tickets.News;

/// <content>Who follows the ticket's site, or a saved view that it enters.</content>
public sealed partial class TellAboutTicket :
    IEventHandler<TicketOpened>, IEventHandler<TicketEdited>, IEventHandler<TicketSeparated>, IEventHandler<RecordTagged>, IEventHandler<RecordRestored>
{
    /// <summary>Whoever follows the site; with low priority, since it asks nothing of him.</summary>
    public Task HandleAsync(Envelope<TicketOpened> envelope, CancellationToken ct) => TellAsync(envelope, [], new(TicketNews.Opened, "Notify.Opened", []) { Priority = 0 }, ct);

    /// <summary>Nobody but those whose views it enters, as below.</summary>
    public Task HandleAsync(Envelope<TicketEdited> envelope, CancellationToken ct) => TellAsync(envelope, [], null, ct);

    public Task HandleAsync(Envelope<TicketSeparated> envelope, CancellationToken ct) => TellAsync(envelope, [], null, ct);

    public Task HandleAsync(Envelope<RecordTagged> envelope, CancellationToken ct) =>
        envelope.Record.Kind == Ticket.RecordKind ? TellAsync(envelope, [], null, ct) : Task.CompletedTask;

    public Task HandleAsync(Envelope<RecordRestored> envelope, CancellationToken ct) =>
        envelope.Record.Kind == Ticket.RecordKind ? TellAsync(envelope, [], null, ct) : Task.CompletedTask;

    /// <summary>Whoever followed the site before the event hears what watchers hear.</summary>
    private static async Task<IReadOnlyCollection<Guid>> FollowersAsync(AppDbContext db, Guid? site, DateTimeOffset at, CancellationToken ct) => site is null
        ? [] : await db.Set<Follow>().Where(f => f.SiteId == site && f.Since <= at).Select(f => f.UserId).ToListAsync(ct);

    /// <summary>What followers of views are told; nothing of it is internal. What is said and rated changes no row that a view asks about.</summary>
    private async Task<IReadOnlyList<Word>> EnteringAsync<TEvent>(Envelope<TEvent> envelope, CancellationToken ct) where TEvent : IEvent
    {
        if (envelope.Data is TicketCommented or TicketRated or TicketTookIn) return [];
        var entered = await views.OfAsync(envelope, envelope.Data is RecordTagged tagged ? TagWords.Key(tagged.Tag) : null, ct);
        return
        [
            .. entered.Select(v => v.IsLast
                ? new Word(TicketNews.Entered, "Notify.EnteredMany", v.People, NewsReason.View) { View = v.Name, Href = $"/tickets?saved={v.ViewId:N}" }
                : new Word(TicketNews.Entered, "Notify.EnteredView", v.People, NewsReason.View) { View = v.Name }),
        ];
    }
}
