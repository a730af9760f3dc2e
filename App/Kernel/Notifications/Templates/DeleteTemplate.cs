using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Templates;

/// <summary>Deletes a template; what was told by it stays with those who were told. Refuses: forbidden, not-found, stale.</summary>
[Needs(TemplatePermissions.Manage, Everywhere = true)]
public sealed class DeleteTemplate(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, OwnWordsChange words) : IUseCase
{
    public async Task<Result> RunAsync(Guid id, long version, CancellationToken ct)
    {
        if (!user.CanEverywhere(TemplatePermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<NotificationTemplate>().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } template) return Refusal.NotFound;
        db.Expect(template, version);
        db.Remove(template);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await words.AnnounceAsync(db, ct);
        return saved;
    }
}
