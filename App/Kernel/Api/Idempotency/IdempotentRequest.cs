using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Api.Idempotency;

/// <summary>
/// The request of this scope that named an Idempotency-Key, if it did. Whatever it saves first takes the key's row along in
/// the same transaction: the effect cannot be committed twice, since the second row of one key is refused by the database.
/// </summary>
public sealed class IdempotentRequest
{
    private KeptAnswer? row;

    /// <summary>Whether something was written, and the row with it.</summary>
    public bool IsWritten { get; private set; }

    internal void Begin(KeptAnswer answer) => row = answer;

    /// <summary>Called by every save, with its first writing still to come.</summary>
    internal void AddTo(AppDbContext db)
    {
        if (row is null || IsWritten || db.ChangeTracker.Entries<KeptAnswer>().Any()) return;
        db.Add(new KeptAnswer { CallerId = row.CallerId, Key = row.Key, Fingerprint = row.Fingerprint, CreatedAt = row.CreatedAt, Body = row.Body });
    }

    /// <summary>The writing went through.</summary>
    internal void Written() => IsWritten |= row is not null;
}
