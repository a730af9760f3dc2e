namespace OpsFlux.Kernel.Audit.Proof;

/// <summary>The keyed hashes of the log's rows, computed when they are written and again when they are verified.</summary>
internal static class AuditHash
{
    public static byte[] Of(AuditKey key, Guid entryId, string? before, string? after) =>
        key.Hash(new AuditBytes("audit values 1").Add(entryId).Add(before).Add(after).Written);

    /// <summary>Of the whole entry, the hash of its values included: neither changes without the other.</summary>
    public static byte[] Of(AuditKey key, AuditEntry entry) =>
        key.Hash(Bytes(entry).Written);

    /// <summary>Entries without a delegation keep the first form: what was hashed before there were any verifies as it did.</summary>
    private static AuditBytes Bytes(AuditEntry entry) =>
        entry.ActingForId is { } lender ? Described(entry, "audit entry 2").Add(lender).Add(entry.ActingForName) : Described(entry, "audit entry 1");

    private static AuditBytes Described(AuditEntry entry, string form) =>
        new AuditBytes(form)
            .Add(entry.Id).Add(entry.At).Add(entry.Action.ToString()).Add(entry.ActorId).Add(entry.ActorName).Add(entry.IpAddress)
            .Add(entry.Correlation).Add(entry.Subject).Add(entry.SubjectId).Add(entry.Detail).Add(entry.ValuesHash);
}
