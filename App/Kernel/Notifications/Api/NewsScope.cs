using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>
/// Which of his notifications somebody reaches: all of them, or by a key only those of the modules whose records the key
/// may view, without what is internal there, since a key names no right to see that.
/// </summary>
internal static class NewsScope
{
    /// <summary>Null: all.</summary>
    public static string[]? ModulesOf(ICurrentUser user) => user.NarrowedTo is { } permissions
        ? [.. permissions.Select(p => p.Split('.')).Where(p => p is [_, "view", ..]).Select(p => p[0]).Distinct().Order(StringComparer.Ordinal)] : null;

    /// <summary>What was told him in the application, whether or not it stands for itself.</summary>
    public static IQueryable<Notification> ShownTo(AppDbContext db, ICurrentUser user)
    {
        var mine = db.Set<Notification>().AsNoTracking().Where(n => n.UserId == user.Id && n.ShownAt != null);
        return ModulesOf(user) is { } modules ? mine.Where(n => modules.Contains(n.Module) && !n.IsInternal) : mine;
    }

    /// <summary>The lines of his list.</summary>
    public static IQueryable<Notification> LinesOf(AppDbContext db, ICurrentUser user) => ShownTo(db, user).Where(n => n.FoldedIntoId == null);
}
