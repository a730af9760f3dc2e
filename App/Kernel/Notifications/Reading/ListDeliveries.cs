using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Reading;

/// <summary>One line of the log: one person by one channel, or not at all.</summary>
/// <param name="Channel">Null where the person was not told at all.</param>
public sealed record DeliveryLine(
    Guid Id, DateTimeOffset CreatedAt, Guid UserId, string Person, string Kind, NotificationCategory Category, int Priority, string? RecordKind, Guid? RecordId,
    NotificationChannel? Channel, NotificationState State, Silence? Silence, Hold Hold, DateTimeOffset DueAt)
{
    public int Attempts { get; init; }
    public string? Answer { get; init; }
    public Guid? MailId { get; init; }

    /// <summary>Of the mail that took it along, while that is kept.</summary>
    public MailState? MailState { get; init; }

    /// <summary>Null where there is no record, or none that the reader may know of.</summary>
    public RecordCard? Record { get; init; }
}

/// <summary>
/// One page of the delivery log, newest first: one statement, and one more for the numbers of the records of each kind that
/// stand on it. What no index finds (kind, category, channel, reason of silence) is looked for among <see cref="MostSearched"/>
/// lines at a time: a page that is not full and has a next one was searched that far. Refuses: forbidden.
/// </summary>
[Needs(NotificationPermissions.ViewLog, Everywhere = true)]
public sealed class ListDeliveries(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, ReaderZone zone) : IUseCase
{
    /// <summary>What is rare among millions would otherwise read them all.</summary>
    public const int MostSearched = 20_000;

    public async Task<Result<ListPage<DeliveryLine>>> RunAsync(DeliveryFilter filter, int size, CancellationToken ct)
    {
        if (!user.CanEverywhere(NotificationPermissions.ViewLog)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var record = filter.Number is { Length: > 0 } number ? await ByNumberAsync(db, number, ct) : filter.RecordId;
        if (filter.Number is { Length: > 0 } && (record is null || (filter.RecordId is { } other && other != record))) return new ListPage<DeliveryLine>([], null);

        var (backwards, isFirst) = (filter.Before is not null, filter.After is null && filter.Before is null);
        var found = Found(db.Set<NotificationDelivery>(), filter, record);
        var searched = IsSearched(filter) ? Searched(Ordered(found, backwards).Take(MostSearched), filter) : found;
        var rows = await LinesOf(db, Ordered(searched, backwards).Take(size + 1), backwards).ToListAsync(ct);
        var page = ListPage.Of(rows, size, backwards, isFirst, d => Cursor.At(d.CreatedAt, d.Id));
        return page with { Rows = await WithRecordsAsync(db, page.Rows, ct), Next = page.Next ?? (IsSearched(filter) && !backwards ? await FurtherAsync(found, ct) : null) };
    }

    /// <summary>The names of people who stand in an address; unknown ones are absent. Refuses: forbidden.</summary>
    public async Task<Result<IReadOnlyDictionary<Guid, string>>> NamesAsync(IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        if (!user.CanEverywhere(NotificationPermissions.ViewLog)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<User>().Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
    }

    private async Task<Guid?> ByNumberAsync(AppDbContext db, string number, CancellationToken ct)
    {
        foreach (var kind in kinds.All)
            if (await kind.ByNumberAsync(db, user, number, ct) is { } card) return card.Ref.Id;
        return null;
    }

    /// <summary>What the indexes find.</summary>
    private IQueryable<NotificationDelivery> Found(IQueryable<NotificationDelivery> all, DeliveryFilter filter, Guid? record)
    {
        if (record is { } id) all = all.Where(d => d.RecordId == id);
        if (filter.PersonId is { } person) all = all.Where(d => d.UserId == person);
        if (filter.Silences is { Count: > 0 }) all = all.Where(d => d.State == NotificationState.Skipped);    // what was left out has a reason, and nothing else
        if (filter.States is [var only]) all = all.Where(d => d.State == only);
        else if (filter.States is { Count: > 0 } states) all = all.Where(d => states.Contains(d.State));
        if (filter.From is { } from) all = all.Where(d => d.CreatedAt >= zone.StartOf(from));
        if (filter.To is { } to) all = all.Where(d => d.CreatedAt < zone.StartOf(to.AddDays(1)));
        if (filter.Before is { Instant: { } first, Id: var before }) return all.Where(d => EF.Functions.GreaterThan(ValueTuple.Create(d.CreatedAt, d.Id), ValueTuple.Create(first, before)));
        if (filter.After is { Instant: { } last, Id: var after }) return all.Where(d => EF.Functions.LessThan(ValueTuple.Create(d.CreatedAt, d.Id), ValueTuple.Create(last, after)));
        return all;
    }

    private static bool IsSearched(DeliveryFilter filter) => filter is not { Silences.Count: 0, Kinds.Count: 0, Categories.Count: 0, Channels.Count: 0 };

    private static IQueryable<NotificationDelivery> Searched(IQueryable<NotificationDelivery> among, DeliveryFilter filter)
    {
        if (filter.Silences is { Count: > 0 } silences) among = among.Where(d => d.Silence != null && silences.Contains(d.Silence.Value));
        if (filter.Kinds is { Count: > 0 } codes) among = among.Where(d => codes.Contains(d.Kind));
        if (filter.Categories is { Count: > 0 } categories) among = among.Where(d => categories.Contains(d.Category));
        if (filter.Channels is { Count: > 0 } channels) among = among.Where(d => d.Channel != null && channels.Contains(d.Channel.Value));
        return among;
    }

    /// <summary>Where to go on searching; null where everything was searched.</summary>
    private static async Task<string?> FurtherAsync(IQueryable<NotificationDelivery> found, CancellationToken ct)
    {
        var last = await Ordered(found, backwards: false).Skip(MostSearched - 1).Select(d => new { d.CreatedAt, d.Id }).FirstOrDefaultAsync(ct);
        return last is null ? null : Cursor.At(last.CreatedAt, last.Id).ToString();
    }

    private static IOrderedQueryable<NotificationDelivery> Ordered(IQueryable<NotificationDelivery> all, bool backwards) =>
        backwards ? all.OrderBy(d => d.CreatedAt).ThenBy(d => d.Id) : all.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id);

    /// <summary>Names and mails are joined to the page alone.</summary>
    private static IQueryable<DeliveryLine> LinesOf(AppDbContext db, IQueryable<NotificationDelivery> page, bool backwards)
    {
        var joined =
            from d in page
            join person in db.Set<User>() on d.UserId equals person.Id
            join m in db.Set<MailMessage>() on d.MailId equals (Guid?)m.Id into mails
            from m in mails.DefaultIfEmpty()
            select new { Delivery = d, person.DisplayName, Mail = m };
        var ordered = backwards
            ? joined.OrderBy(j => j.Delivery.CreatedAt).ThenBy(j => j.Delivery.Id)
            : joined.OrderByDescending(j => j.Delivery.CreatedAt).ThenByDescending(j => j.Delivery.Id);
        return ordered.Select(j => new DeliveryLine(
            j.Delivery.Id, j.Delivery.CreatedAt, j.Delivery.UserId, j.DisplayName, j.Delivery.Kind, j.Delivery.Category, j.Delivery.Priority, j.Delivery.RecordKind, j.Delivery.RecordId,
            j.Delivery.Channel, j.Delivery.State, j.Delivery.Silence, j.Delivery.Hold, j.Delivery.DueAt)
        {
            Attempts = j.Delivery.Attempts,
            Answer = j.Delivery.Answer,
            MailId = j.Mail == null ? null : j.Mail.Id,
            MailState = j.Mail == null ? null : j.Mail.State,
        });
    }

    private async Task<IReadOnlyList<DeliveryLine>> WithRecordsAsync(AppDbContext db, IReadOnlyList<DeliveryLine> rows, CancellationToken ct)
    {
        var cards = new Dictionary<Guid, RecordCard>();
        foreach (var named in rows.Where(r => r is { RecordKind: not null, RecordId: not null }).ToLookup(r => r.RecordKind!, r => r.RecordId!.Value))   // just asked
            if (kinds.Of(named.Key) is { } kind)
                foreach (var card in await kind.CardsAsync(db, user, [.. named.Distinct()], ct)) cards[card.Ref.Id] = card;
        return [.. rows.Select(r => r.RecordId is { } id && cards.TryGetValue(id, out var card) ? r with { Record = card } : r)];
    }
}
