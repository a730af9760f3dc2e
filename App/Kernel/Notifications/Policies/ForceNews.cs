using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Policies;

/// <summary>
/// Decides that nobody can mute a kind of news, or that one can again. Twice is harmless. Refuses: forbidden, not-found,
/// notifications.always-forced (those that are forced by themselves).
/// </summary>
[Needs(NotificationPermissions.ManagePolicy, Everywhere = true)]
public sealed class ForceNews(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    public async Task<Result> RunAsync(string code, bool isForced, CancellationToken ct)
    {
        if (!user.CanEverywhere(NotificationPermissions.ManagePolicy)) return Refusal.Forbidden;
        if (catalog.News.FirstOrDefault(n => n.Code == code) is not { } kind) return Refusal.NotFound;
        if (kind.IsForced) return Refusal.Conflict("notifications.always-forced");

        await using var db = await dbs.CreateDbContextAsync(ct);
        var row = await db.Set<ForcedNews>().SingleOrDefaultAsync(f => f.Kind == kind.Code, ct);
        if (row is not null == isForced) return Result.Ok;
        if (row is null) db.Add(new ForcedNews { Kind = kind.Code });
        else db.Remove(row);
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal is { Code: "already-exists" or "stale" } ? Result.Ok : saved;    // somebody else decided the same at that moment
    }
}
