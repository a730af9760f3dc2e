using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Push.Devices;

/// <param name="IsThis">The browser that asks.</param>
/// <param name="Failures">Since the last success.</param>
public sealed record PushDevice(Guid Id, bool IsThis, string? UserAgent, DateTimeOffset CreatedAt, DateTimeOffset? LastSuccessAt, int Failures);

/// <summary>One's own devices, this one first, then the latest: nobody sees another's.</summary>
[SignedInOnly("one's own devices")]
public sealed class ListPushDevices(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <param name="endpoint">Of the browser that asks; null where it has none.</param>
    public async Task<IReadOnlyList<PushDevice>> RunAsync(string? endpoint, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<PushSubscription>().Where(p => p.UserId == user.Id)
            .OrderByDescending(p => p.Endpoint == endpoint).ThenByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Take(PushSubscription.MostDevices)
            .Select(p => new PushDevice(p.Id, p.Endpoint == endpoint, p.UserAgent, p.CreatedAt, p.LastSuccessAt, p.Failures)).ToListAsync(ct);
    }
}
