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

    /// <summary>Whoever is among the people of several tellings gets the first that nothing speaks against.</summary>
    public async Task TellAsync(Occasion occasion, IReadOnlyList<Telling> tellings, CancellationToken ct)
    {
        var asked = tellings.SelectMany(t => t.People.Where(p => p != Guid.Empty && p != SystemUser.SystemId).Distinct().Select(p => (Person: p, Telling: t))).ToLookup(a => a.Person, a => a.Telling);
        if (asked.Count == 0) return;

        await using var db = await dbs.CreateDbContextAsync(ct);
        Guid[] ids = [.. asked.Select(a => a.Key)];
        var people = await recipients.ReadAsync(db, ids, ct);
        var sees = await SeesAsync(db, occasion.Record, ids, ct);
        var terms = await book.TermsAsync(db, ct);
        var told = new List<ToldPerson>();
        var silences = new List<SilentPerson>();
        foreach (var wanted in asked)
        {
            if (!people.TryGetValue(wanted.Key, out var person)) continue;
            var judged = wanted.Select(telling => (Telling: telling, Silence: SilenceOf(occasion, person, telling, sees, terms))).ToList();
            if (judged.FirstOrDefault(j => j.Silence is null).Telling is { } telling)
                told.Add(new(person.Id, telling, DeliveryRule.Plan(terms.FactsOf(telling.Message), person.Facts, terms.Offered, terms.Window, clock.GetUtcNow())));
            else silences.Add(new(person.Id, judged[0].Telling.Message, judged[0].Silence.GetValueOrDefault()));
        }

        await book.WriteAsync(db, occasion, told, silences, terms, ct);
    }

    private static Silence? SilenceOf(Occasion occasion, Recipient person, Telling telling, Func<Guid, bool, bool> sees, NewsTerms terms)
    {
        if (person.Id == occasion.AuthorId) return Silence.Author;
        if (!person.IsActive) return Silence.Inactive;
        return sees(person.Id, telling.IsInternal) ? DeliveryRule.SilenceOf(terms.FactsOf(telling.Message), person.Facts.Preferences) : Silence.NoAccess;
    }

    /// <summary>Whether a person may know of the record, and of what is internal on it; everybody, of one that nobody guards.</summary>
    private async Task<Func<Guid, bool, bool>> SeesAsync(AppDbContext db, RecordRef record, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        if (kinds.Of(record.Kind) is null) return (_, _) => true;
        var found = (await readers.AmongAsync(db, record, people, ct)).ToDictionary(r => r.UserId, r => r.SeeInternal);
        return (person, isInternal) => found.TryGetValue(person, out var seesInternal) && (seesInternal || !isInternal);
    }
}
