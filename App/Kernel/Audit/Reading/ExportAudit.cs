using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Audit.Reading;

/// <param name="Rows">Streams from the database while it is read; read it once.</param>
public sealed record ExportedAudit(string Organisation, IAsyncEnumerable<AuditLine> Rows);

/// <summary>All entries a filter shows, streamed; itself written to the log before the first row. Refuses: forbidden.</summary>
[Needs(AuditPermissions.Export, Everywhere = true)]
[Needs(AuditPermissions.View, Everywhere = true)]
public sealed class ExportAudit(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone) : IUseCase
{
    private static readonly TimeSpan LongestDownload = TimeSpan.FromMinutes(15);

    /// <param name="said">The filters in words, for the log.</param>
    public async Task<Result<ExportedAudit>> RunAsync(AuditFilter filter, string format, string said, CancellationToken ct)
    {
        if (!user.CanEverywhere(AuditPermissions.Export) || !user.CanEverywhere(AuditPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var organisation = await db.Set<OrganisationSettings>().Select(o => o.Name).SingleOrDefaultAsync(ct) ?? "OpsFlux";
        var count = await db.Set<AuditEntry>().Matching(filter, zone.Zone).CountAsync(ct);
        AuditWriter.Add(db, AuditAction.Export, "audit", null, $"{format}, {count}: {said}");
        await db.SaveChangesAsync(ct);
        return new ExportedAudit(organisation, Stream(filter, ct));
    }

    private async IAsyncEnumerable<AuditLine> Stream(AuditFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.AllowLongReadsAsync(LongestDownload, ct);
        var rows = db.Set<AuditEntry>().Matching(filter, zone.Zone).NewestFirst().Select(AuditLine.Of);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct)) yield return row;
    }
}
