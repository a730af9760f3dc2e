using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>
/// Tells oneself by a template as it is saved, with examples for its fields, the way everybody is told: preferences count.
/// Refuses: forbidden, not-found, template-test-silent (they silence it).
/// </summary>
[Needs(TemplatePermissions.Manage, Everywhere = true)]
public sealed class TestTemplate(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TemplateNews news, ModuleCatalog catalog, TimeProvider clock) : IUseCase
{
    private const string RecordKind = "notification_template";

    public async Task<Result> RunAsync(Guid id, CancellationToken ct)
    {
        if (!user.CanEverywhere(TemplatePermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<NotificationTemplate>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } template) return Refusal.NotFound;

        var occasion = new Occasion(Guid.CreateVersion7(), null, new RecordRef(RecordKind, Guid.CreateVersion7()));   // an occasion of its own: tests are not gathered
        await news.TellAsync(template, PreviewTemplate.Examples(catalog, clock.GetUtcNow()), occasion, [user.Id], ct);
        AuditWriter.Add(db, AuditAction.Change, RecordKind, id.ToString(), "test");
        await db.SaveChangesAsync(ct);
        return await db.Set<Notification>().AnyAsync(n => n.EventId == occasion.EventId, ct) ? Result.Ok : Refusal.Conflict(TemplateRefusals.TestSilent);
    }
}
