using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Audit.Sealing;

public enum AuditSealKind
{
    /// <summary>The first link: written with the key, it tells another key's owner that this log is not his.</summary>
    Opening,

    /// <summary>Covers the entries after the former stretch, up to and with its last one.</summary>
    Stretch,

    /// <summary>Says that retention dropped what is older than an instant: what is missing from then on is lawful.</summary>
    Drop,
}

/// <summary>
/// A link of the chain. Its hash is keyed and covers all of the other columns, the former link's hash and the contents of
/// its stretch, so that no link can be changed, taken out or put in without the key.
/// </summary>
public sealed class AuditSeal : IAppendOnly, INotAudited
{
    /// <summary>0, 1, 2 … without a gap.</summary>
    public long Number { get; init; }
    public AuditSealKind Kind { get; init; }
    public DateTimeOffset SealedAt { get; init; }

    /// <summary>Where the stretch ends; with a drop or the opening, where the one before it did.</summary>
    public int LastGeneration { get; init; }
    public ulong LastTransaction { get; init; }
    public Guid LastId { get; init; }

    public int Count { get; init; }
    public DateTimeOffset? FirstAt { get; init; }
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>With <see cref="AuditSealKind.Drop"/>: everything older is gone.</summary>
    public DateTimeOffset? DroppedBefore { get; init; }

    /// <summary>SHA-256 of the stretch's <see cref="AuditManifest.Contents"/>.</summary>
    public byte[]? ManifestHash { get; init; }

    public byte[] Previous { get; init; } = [];
    public byte[] Hash { get; set; } = [];

    public AuditPosition End => new(LastGeneration, LastTransaction, LastId);
}

/// <summary>
/// What a stretch contains, line by line. It is kept in the seal rather than in the entries because entries are never
/// updated, and because only a list elsewhere can name an entry that is no longer there. Retention drops it with its months.
/// </summary>
public sealed class AuditManifest : IAppendOnly, INotAudited
{
    public long Number { get; init; }
    public byte[] Contents { get; init; } = [];
}

/// <summary>Where an entry stands in the log: transactions become visible out of order, but a finished one gets no more entries.</summary>
public readonly record struct AuditPosition(int Generation, ulong Transaction, Guid Id);
