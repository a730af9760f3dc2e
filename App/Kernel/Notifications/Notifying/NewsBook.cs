using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications.Channels;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Notifications.Templates;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Notifications.Notifying;

/// <summary>What the organisation has decided, as it counts now.</summary>
public sealed record NewsTerms(ChannelSet Offered, TimeSpan Window, IReadOnlySet<string> Forced)
{
    internal NewsFacts FactsOf(Message message) =>
        new(message.Kind.Category, message.Priority, message.Kind.IsForced || Forced.Contains(message.Kind.Code), message.InAppOnly);
}

/// <summary>Somebody who is told, and how.</summary>
internal sealed record ToldPerson(Guid Id, Telling Telling, IReadOnlyList<PlannedDelivery> Plan)
{
    public bool IsShownNow => Plan.Any(p => p is { Channel: NotificationChannel.InApp, Hold: Hold.None, Silence: null });
}

/// <summary>Somebody who is not.</summary>
internal sealed record SilentPerson(Guid Id, Message Message, Silence Silence);

/// <summary>Writes down in one transaction who is told and who is not; what is due in the application appears with it.</summary>
public sealed class NewsBook(ChannelOffer channels, ReadSettings settings, ModuleCatalog catalog, RecordKinds kinds, TimeProvider clock)
{
    /// <summary>Minutes within which changes of one record become one message; 0 for none.</summary>
    public static readonly NumberSetting WindowMinutes = new("Notifications.WindowMinutes", Default: 2, Min: 0, Max: 10) { IsForAll = true };

    public async Task<NewsTerms> TermsAsync(AppDbContext db, CancellationToken ct)
    {
        var minutes = await settings.NumberAsync(db, WindowMinutes, Guid.Empty, ct);
        var forced = await db.Set<ForcedNews>().Select(f => f.Kind).ToListAsync(ct);
        return new(await channels.ReadAsync(db, ct), TimeSpan.FromMinutes(minutes), forced.ToHashSet());
    }

    internal async Task WriteAsync(AppDbContext db, Occasion occasion, IReadOnlyList<ToldPerson> told, IReadOnlyList<SilentPerson> silences, NewsTerms terms, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var shown = new List<ShownNews>();
        var deliveries = new List<NotificationDelivery>();
        foreach (var group in told.GroupBy(t => t.Telling))    // one statement a message
        {
            var written = await InsertAsync(db, occasion, group.Key, [.. group], now, ct);
            foreach (var person in group)
            {
                if (!written.TryGetValue(person.Id, out var id)) continue;
                deliveries.AddRange(person.Plan.Select(planned => Row(occasion, group.Key.Message, person.Id, id, planned, now)));
                if (person.IsShownNow) shown.Add(new(id, person.Id, ModuleOf(occasion, group.Key.Message), group.Key.Message.Priority, group.Key.Message.Kind.Category, occasion.Record.Id));
            }
        }

        await LogSilencesAsync(db, occasion, [.. silences, .. await ToldOtherwiseAsync(db, occasion, told, deliveries, ct)], now, ct);
        db.AddRange(deliveries);
        await db.SaveChangesAsync(ct);
        await FoldNews.ShowAsync(db, shown, terms.Window, ct);
        if (deliveries.Any(d => d.State is NotificationState.Pending && d.DueAt <= now)) await Outbox.SignalAsync(db, new(SignalKind.Deliveries, []), ct);
        await transaction.CommitAsync(ct);
    }

    private string ModuleOf(Occasion occasion, Message message) =>
        kinds.Of(occasion.Record.Kind) is { } kind && catalog.ModuleOf(kind.GetType()) is { } module ? module : message.Kind.Module;

    /// <summary>Answers the notification of each person who had not been told of the event before.</summary>
    private async Task<Dictionary<Guid, Guid>> InsertAsync(AppDbContext db, Occasion occasion, Telling telling, ToldPerson[] people, DateTimeOffset now, CancellationToken ct)
    {
        var (message, module) = (telling.Message, ModuleOf(occasion, telling.Message));
        var (ids, users) = (people.Select(_ => Guid.CreateVersion7()).ToArray(), people.Select(p => p.Id).ToArray());
        var shown = people.Select(p => p.IsShownNow ? now : (DateTimeOffset?)null).ToArray();
        var excerpt = message.Excerpt is { Length: > Notification.LongestExcerpt } longer ? $"{longer.CutTo(Notification.LongestExcerpt - 1)}…" : message.Excerpt;
        var rows = await db.Database.SqlQuery<Written>(
            $"""
             insert into kernel.notifications (id, user_id, event_id, kind, module, category, reason, is_internal, priority, text, arguments, excerpt, excerpt_author, body, href,
                                               record_kind, record_id, created_at, shown_at, changes)
             select n.id, n.user_id, {occasion.EventId}, {message.Kind.Code}, {module}, {message.Kind.Category.ToString()}, {telling.Reason.ToString()}, {telling.IsInternal}, {message.Priority},
                    {message.Text}, {message.Arguments}, {excerpt}, {message.ExcerptAuthor}, {message.Body}, {message.Href}, {occasion.Record.Kind}, {occasion.Record.Id}, {now}, n.shown_at, 1
             from unnest({ids}, {users}, {shown}) as n (id, user_id, shown_at)
             order by n.user_id
             on conflict (user_id, event_id) do nothing returning user_id as "UserId", id as "Id"
             """).ToListAsync(ct);
        return rows.ToDictionary(r => r.UserId, r => r.Id);
    }

    private static NotificationDelivery Row(Occasion occasion, Message message, Guid userId, Guid notification, PlannedDelivery planned, DateTimeOffset now)
    {
        var isDone = planned is { Channel: NotificationChannel.InApp, Hold: Hold.None };
        return new()
        {
            EventId = occasion.EventId,
            UserId = userId,
            Kind = message.Kind.Code,
            Category = message.Kind.Category,
            Priority = message.Priority,
            RecordKind = occasion.Record.Kind,
            RecordId = occasion.Record.Id,
            NotificationId = notification,
            Channel = planned.Channel,
            TargetId = planned.TargetId,
            State = planned.Silence is not null ? NotificationState.Skipped : isDone ? NotificationState.Sent : NotificationState.Pending,
            Silence = planned.Silence,
            Hold = planned.Hold,
            CreatedAt = now,
            DueAt = planned.DueAt,
            DoneAt = planned.Silence is not null || isDone ? now : null,
        };
    }

    /// <summary>Those whom another rule had told of the event in other words; told again in the same, nothing is written.</summary>
    private static async Task<IReadOnlyList<SilentPerson>> ToldOtherwiseAsync(
        AppDbContext db, Occasion occasion, IReadOnlyList<ToldPerson> told, IReadOnlyList<NotificationDelivery> written, CancellationToken ct)
    {
        var fresh = written.Select(d => d.UserId).ToHashSet();
        var again = told.Where(t => !fresh.Contains(t.Id)).ToDictionary(t => t.Id, t => t.Telling.Message);
        if (again.Count == 0) return [];
        var before = await db.Set<Notification>().Where(n => n.EventId == occasion.EventId && again.Keys.Contains(n.UserId)).Select(n => new { n.UserId, n.Kind, n.Text }).ToListAsync(ct);
        return [.. before.Where(b => b.Text != again[b.UserId].Text || (b.Text == TemplateText.Sentence && b.Kind != again[b.UserId].Kind.Code)).Select(b => new SilentPerson(b.UserId, again[b.UserId], Silence.ToldAlready))];
    }

    private static async Task LogSilencesAsync(AppDbContext db, Occasion occasion, IReadOnlyList<SilentPerson> silences, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var group in silences.GroupBy(s => s.Message))
        {
            var (ids, users, reasons) = (group.Select(_ => Guid.CreateVersion7()).ToArray(), group.Select(s => s.Id).ToArray(), group.Select(s => s.Silence.ToString()).ToArray());
            var kind = group.Key.Kind;
            await db.Database.ExecuteSqlAsync(
                $"""
                 insert into kernel.notification_deliveries (id, event_id, user_id, kind, category, priority, record_kind, record_id, state, silence, hold, created_at, due_at, attempts, done_at)
                 select n.id, {occasion.EventId}, n.user_id, {kind.Code}, {kind.Category.ToString()}, {group.Key.Priority}, {occasion.Record.Kind}, {occasion.Record.Id},
                        {nameof(NotificationState.Skipped)}, n.silence, {nameof(Hold.None)}, {now}, {now}, 0, {now}
                 from unnest({ids}, {users}, {reasons}) as n (id, user_id, silence) order by n.user_id
                 on conflict do nothing
                 """, ct);
        }
    }

    private sealed record Written(Guid UserId, Guid Id);
}
