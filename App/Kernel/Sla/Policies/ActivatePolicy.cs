using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>Takes an agreement out of use or back into it; clocks that have it go on by it. Refuses: forbidden, not-found, stale.</summary>
[Needs(SlaPermissions.Manage, Everywhere = true)]
public sealed class ActivatePolicy(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result> RunAsync(Guid id, long version, bool isActive, CancellationToken ct)
    {
        if (!user.CanEverywhere(SlaPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var policy = await db.Set<SlaPolicy>().SingleOrDefaultAsync(p => p.Id == id, ct);
        if (policy is null) return Refusal.NotFound;
        db.Expect(policy, version);
        policy.IsActive = isActive;
        return await db.TrySaveAsync(ct);
    }
}
