using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Audit.Erasure;

/// <summary>
/// Empties the values of entries for good, where the law asks it: the entries and the hash of what was there stay, and the
/// erasure is an entry itself, without which the database does nothing. Answers how many were emptied; what is empty
/// already is not counted. Refuses: forbidden, invalid (reason).
/// </summary>
[Needs(AuditPermissions.Erase, Everywhere = true)]
public sealed class EmptyAuditValues(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<int>> RunAsync(IReadOnlyCollection<Guid> entryIds, string reason, CancellationToken ct)
    {
        if (!user.CanEverywhere(AuditPermissions.Erase)) return Refusal.Forbidden;
        if (string.IsNullOrWhiteSpace(reason)) return Refusal.Invalid(new FieldError("Reason", "required"));
        if (entryIds.Count == 0) return 0;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ids = entryIds.Distinct().ToArray();
        var erasure = AuditWriter.Add(db, AuditAction.Erase, "audit_entry", null, reason.Length > 500 ? reason[..500] : reason, JsonSerializer.Serialize(new { Entries = ids }));
        await db.SaveChangesAsync(ct);
        var emptied = await db.Database.SqlQuery<int>($"select kernel.empty_audit_values({erasure}, {ids}) as \"Value\"").SingleAsync(ct);
        await transaction.CommitAsync(ct);
        return emptied;
    }
}
