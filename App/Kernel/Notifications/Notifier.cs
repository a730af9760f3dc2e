using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Notifying;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.People;

namespace OpsFlux.Kernel.Notifications;

/// <summary>
/// Tells people of an event, each by his own preferences. The author is never told, nobody twice of one event, and nobody of
/// what he may not see; why somebody was not told is written down. Calling again is harmless.
/// </summary>
public sealed class Notifier(IDbContextFactory<AppDbContext> dbs, Recipients recipients, NewsBook book, RecordKinds kinds, RecordReaders readers, TimeProvider clock)
{
    /// <summary>One message to some people.</summary>
    public Task TellAsync(Guid eventId, Guid? authorId, RecordRef record, IEnumerable<Guid> people, Message message, CancellationToken ct) =>
        TellAsync(new(eventId, authorId, record), [new(message, [.. people])], ct);

    /// <summary>Whoever is among the people of several tellings gets the first.</summary>
    public async Task TellAsync(Occasion occasion, IReadOnlyList<Telling> tellings, CancellationToken ct)
    {
        var asked = new Dictionary<Guid, Telling>();
        foreach (var telling in tellings)
            foreach (var person in telling.People.Where(p => p != Guid.Empty && p != SystemUser.SystemId)) asked.TryAdd(person, telling);
        if (asked.Count == 0) return;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var people = await recipients.ReadAsync(db, asked.Keys, ct);
        var allowed = await AllowedAsync(db, occasion.Record, asked, ct);
        var terms = await book.TermsAsync(db, ct);
        var told = new List<ToldPerson>();
        var silences = new List<SilentPerson>();
        foreach (var (id, telling) in asked)
        {
            if (!people.TryGetValue(id, out var person)) continue;
            var facts = terms.FactsOf(telling.Message);
            if (SilenceOf(occasion, person, allowed, facts) is { } silence) silences.Add(new(id, telling.Message, silence));
            else told.Add(new(id, telling, DeliveryRule.Plan(facts, person.Facts, terms.Offered, terms.Window, clock.GetUtcNow())));
        }

        await book.WriteAsync(db, occasion, told, silences, terms, ct);
    }

    private static Silence? SilenceOf(Occasion occasion, Recipient person, IReadOnlySet<Guid>? allowed, NewsFacts facts)
    {
        if (person.Id == occasion.AuthorId) return Silence.Author;
        if (!person.IsActive) return Silence.Inactive;
        return allowed?.Contains(person.Id) == false ? Silence.NoAccess : DeliveryRule.SilenceOf(facts, person.Facts.Preferences);
    }

    /// <summary>Null: of no record that anybody guards.</summary>
    private async Task<IReadOnlySet<Guid>?> AllowedAsync(AppDbContext db, RecordRef record, Dictionary<Guid, Telling> asked, CancellationToken ct)
    {
        if (kinds.Of(record.Kind) is null) return null;
        var found = await readers.AmongAsync(db, record, asked.Keys, ct);
        return found.Where(r => r.SeeInternal || !asked[r.UserId].IsInternal).Select(r => r.UserId).ToHashSet();
    }
}
