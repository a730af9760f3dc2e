using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.OnCall;

/// <summary>Takes a replacement back: whoever's turn it is, is on call again. Removing it twice is not-found. Refuses: forbidden, not-found.</summary>
[Needs(SlaPermissions.Manage, Everywhere = true)]
public sealed class RemoveReplacement(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result> RunAsync(Guid id, CancellationToken ct)
    {
        if (!user.CanEverywhere(SlaPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var replacement = await db.Set<OnCallReplacement>().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (replacement is null) return Refusal.NotFound;
        db.Remove(replacement);
        return await db.TrySaveAsync(ct);
    }
}
