using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Privacy.Retention;

/// <summary>
/// Deletes for good what the kernel keeps of records: history, files, links, tags, watchers, what was told of them. Contents
/// of files without a row are swept by <c>files.clean</c>. Inside the caller's transaction, in which <paramref name="erasure"/>
/// stands in the audit log.
/// </summary>
public sealed class EraseRecords
{
    public async Task RunAsync(AppDbContext db, Guid erasure, string kind, Guid[] ids, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select kernel.forget_timeline({erasure}, {kind}, {ids})", ct);
        await db.Database.ExecuteSqlAsync($"delete from kernel.attachments where record_kind = {kind} and record_id = any({ids})", ct);
        await db.Database.ExecuteSqlAsync($"delete from kernel.links where (from_kind = {kind} and from_id = any({ids})) or (to_kind = {kind} and to_id = any({ids}))", ct);
        await db.Database.ExecuteSqlAsync($"delete from kernel.record_tags where record_kind = {kind} and record_id = any({ids})", ct);
        await db.Database.ExecuteSqlAsync($"delete from kernel.sla_clocks where record_kind = {kind} and record_id = any({ids})", ct);
        await db.Database.ExecuteSqlAsync($"delete from kernel.watchers where record_kind = {kind} and record_id = any({ids})", ct);
        await db.Database.ExecuteSqlAsync($"delete from kernel.recent_records where kind = {kind} and record_id = any({ids})", ct);
        await db.Database.ExecuteSqlAsync($"delete from kernel.viewers where record_id = any({ids})", ct);
        await db.Database.ExecuteSqlAsync($"delete from kernel.notifications where record_kind = {kind} and record_id = any({ids})", ct);
        await db.Database.ExecuteSqlAsync($"delete from kernel.mails where record_kind = {kind} and record_id = any({ids})", ct);
    }

    /// <summary>The entry without which the database lets no history be forgotten; saves.</summary>
    public async Task<Guid> AnnounceAsync(AppDbContext db, string kind, string detail, CancellationToken ct)
    {
        var erasure = AuditWriter.Add(db, AuditAction.Erase, kind, null, detail);
        await db.SaveChangesAsync(ct);
        return erasure;
    }
}
