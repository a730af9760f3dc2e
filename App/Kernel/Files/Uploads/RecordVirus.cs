using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Files.Uploads;

/// <summary>Writes to the audit log that somebody's upload held a virus: of the file itself nothing is kept.</summary>
[PartOf(typeof(ReceiveUpload))]
public sealed class RecordVirus(IDbContextFactory<AppDbContext> dbs) : IUseCase
{
    private const int LongestDetail = 2000;

    /// <param name="refusal">Its arguments are the name and what was found.</param>
    public async Task RunAsync(UploadTarget target, Refusal refusal, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var detail = string.Join(": ", refusal.Arguments);
        AuditWriter.Add(db, AuditAction.VirusFound, target.Record?.Kind ?? "attachment", target.Record?.Id.ToString(), detail[..Math.Min(detail.Length, LongestDetail)]);
        await db.SaveChangesAsync(ct);
    }
}
