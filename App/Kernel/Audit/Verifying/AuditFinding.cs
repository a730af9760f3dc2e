namespace OpsFlux.Kernel.Audit.Verifying;

/// <summary>What is wrong with the log. The words of each are the resource <c>AuditFindingKind.{name}</c>.</summary>
public enum AuditFindingKind
{
    EntryChanged,
    EntryRemoved,
    EntryInserted,
    ValuesChanged,
    ValuesRemoved,
    ValuesInserted,

    /// <summary>A link, or what it lists, is not what was written with the key.</summary>
    SealChanged,
    SealMissing,

    /// <summary>The file of heads knows of links that the database has no more.</summary>
    TailCut,

    /// <summary>The file of heads knows another link by this number: the database is of another backup, or was rewritten.</summary>
    HeadDiffers,
    HeadsMissing,

    /// <summary>The log was begun with another key: nothing can be said of it.</summary>
    WrongKey,
}

/// <param name="Seal">Number of the link concerned; null for an entry that is not sealed yet.</param>
/// <param name="EntryId">Null where a link is concerned.</param>
public sealed record AuditFinding(AuditFindingKind Kind, long? Seal = null, Guid? EntryId = null, DateTimeOffset? At = null, string? Subject = null);

/// <summary>What a verification went through.</summary>
/// <param name="Seals">Links of the chain, the opening included.</param>
/// <param name="Entries">Sealed entries that are there.</param>
/// <param name="Dropped">Sealed entries that retention dropped lawfully, before <paramref name="DroppedBefore"/>.</param>
/// <param name="Emptied">Entries whose values were lawfully emptied.</param>
/// <param name="NotYetSealed">Entries since the last seal: their own hashes were checked.</param>
public sealed record AuditVerdict(long Seals, long Entries, long Dropped, DateTimeOffset? DroppedBefore, long Emptied, long NotYetSealed, long Findings, DateTimeOffset? LastSealedAt)
{
    public bool IsProved => Findings == 0;
}
