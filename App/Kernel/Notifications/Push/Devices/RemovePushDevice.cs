using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Push.Devices;

/// <summary>Switches one of one's own devices off. Refuses: not-found, also for another's.</summary>
[SignedInOnly("one's own device")]
public sealed class RemovePushDevice(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result> RunAsync(Guid pushDeviceId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<PushSubscription>().SingleOrDefaultAsync(p => p.Id == pushDeviceId && p.UserId == user.Id, ct) is not { } device) return Refusal.NotFound;
        db.Remove(device);
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal == Refusal.Stale ? Result.Ok : saved;   // gone meanwhile, which was the wish
    }
}
