using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records;

/// <summary>What every act on what hangs on a record asks first.</summary>
internal static class RecordAccessing
{
    extension(RecordKinds kinds)
    {
        /// <summary>Null: no such kind, not there, or not to be known of.</summary>
        public async Task<RecordAccess?> AccessAsync(AppDbContext db, ICurrentUser user, RecordRef record, CancellationToken ct) =>
            kinds.Of(record.Kind) is { } kind ? await kind.AccessAsync(db, user, record.Id, ct) : null;

        /// <summary>The tracked record, for somebody who may change it. Refuses: not-found, forbidden.</summary>
        public async Task<Result<BusinessRecord>> ForEditAsync(AppDbContext db, ICurrentUser user, RecordRef record, CancellationToken ct)
        {
            if (await kinds.AccessAsync(db, user, record, ct) is not { } access) return Refusal.NotFound;
            if (!access.Edit) return Refusal.Forbidden;
            return await kinds.FindAsync(db, user, record, ct) is { } found ? found : Refusal.NotFound;
        }

        /// <summary>The tracked record; null: no such kind, not there, or not to be known of.</summary>
        public async Task<BusinessRecord?> FindAsync(AppDbContext db, ICurrentUser user, RecordRef record, CancellationToken ct) =>
            kinds.Of(record.Kind) is { } kind ? await kind.FindAsync(db, user, record.Id, ct) : null;

        /// <summary>Cards of records of any kinds that this person may see: one statement a kind.</summary>
        public async Task<Dictionary<RecordRef, RecordCard>> CardsAsync(AppDbContext db, ICurrentUser user, IEnumerable<RecordRef> records, CancellationToken ct)
        {
            var cards = new Dictionary<RecordRef, RecordCard>();
            foreach (var group in records.Distinct().GroupBy(r => r.Kind))
            {
                if (kinds.Of(group.Key) is not { } kind) continue;
                foreach (var card in await kind.CardsAsync(db, user, [.. group.Select(r => r.Id)], ct)) cards[card.Ref] = card;
            }

            return cards;
        }
    }
}
