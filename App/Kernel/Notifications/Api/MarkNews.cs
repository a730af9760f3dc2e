using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Api;

/// <summary>Marks lines of one's own as read or unread; doing so twice is harmless. Refuses: not-found, also for what is folded into another.</summary>
[SignedInOnly("one's own notifications")]
public sealed class MarkNews(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, Inbox inbox) : IUseCase
{
    public async Task<Result> ReadAsync(Guid id, CancellationToken ct)
    {
        if (!await IsMineAsync(id, ct)) return Refusal.NotFound;
        await inbox.ReadAsync(id, ct);
        return Result.Ok;
    }

    public async Task<Result> UnreadAsync(Guid id, CancellationToken ct)
    {
        if (!await IsMineAsync(id, ct)) return Refusal.NotFound;
        await inbox.UnreadAsync(id, ct);
        return Result.Ok;
    }

    /// <param name="module">Null: of every module.</param>
    public async Task ReadAllAsync(string? module, CancellationToken ct)
    {
        if (NewsScope.ModulesOf(user) is { } modules) await inbox.ReadModulesAsync(module is null ? modules : [.. modules.Where(m => m == module)], alsoInternal: false, ct);
        else if (module is not null) await inbox.ReadModuleAsync(module, ct);
        else await inbox.ReadAsync(null, ct);
    }

    private async Task<bool> IsMineAsync(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await NewsScope.LinesOf(db, user).AnyAsync(n => n.Id == id, ct);
    }
}
