using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit.Sealing;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Audit.Reading;

/// <summary>How far the log is proved.</summary>
/// <param name="Seal">Number of the last seal; 0 while nothing is sealed.</param>
/// <param name="Unsealed">Entries since, capped.</param>
/// <param name="VerifiedAt">Null: never yet.</param>
/// <param name="Findings">Of that verification.</param>
public sealed record AuditState(long Seal, DateTimeOffset? SealedAt, int Unsealed, DateTimeOffset? VerifiedAt, int Findings);

/// <summary>State of sealing and verification, for the head of the page. Refuses: forbidden.</summary>
[Needs(AuditPermissions.View, Everywhere = true)]
public sealed class GetAuditState(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<AuditState>> RunAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(AuditPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var seal = await db.Set<AuditSeal>().AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
        var end = seal?.End ?? default;
        var position = end.Transaction.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var unsealed = await db.Database.SqlQuery<int>(
            $"""
             select count(*)::integer as "Value" from (select from kernel.audit_entries
                 where (generation, transaction_id, id) > ({end.Generation}, {position}::xid8, {end.Id}) limit {CappedCount.Cap}) e
             """).SingleAsync(ct);
        var verified = await db.Set<AuditEntry>().Where(a => a.Action == AuditAction.Verify).NewestFirst().Select(a => new { a.At, a.SubjectId }).FirstOrDefaultAsync(ct);
        return new AuditState(seal?.Number ?? 0, seal is { Number: > 0 } ? seal.SealedAt : null, unsealed, verified?.At, int.TryParse(verified?.SubjectId, out var findings) ? findings : 0);
    }
}
