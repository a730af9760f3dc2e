using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Attachments;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

/// <summary>A file of a mail with its content, which whoever gets it disposes.</summary>
public sealed record OpenedMailFile(string Name, Stream Content);

/// <summary>Opens a file that travels with a mail, and writes down who had it. Refuses: forbidden, not-found (also for those of a secret mail).</summary>
[Needs(MailPermissions.View, Everywhere = true)]
public sealed class OpenMailFile(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, MailContents contents) : IUseCase
{
    public async Task<Result<OpenedMailFile>> RunAsync(Guid id, int position, CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var file = await db.Set<MailAttachment>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.MailId == id && a.Position == position && db.Set<MailMessage>().Any(m => m.Id == id && !m.IsSecret), ct);
        if (file is null) return Refusal.NotFound;

        // Before it is opened: nothing is handed out that is not written down, nor left open where that fails.
        AuditWriter.Add(db, AuditAction.Download, "mail", id.ToString(), file.Name);
        await db.SaveChangesAsync(ct);
        if (await contents.OpenAsync(db, file, ct) is not { } content) return Refusal.NotFound;
        return new OpenedMailFile(file.Name, content);
    }
}
