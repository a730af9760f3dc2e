using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>
/// Finds one piece of equipment by number or id: its own row alone, where <see cref="GetEquipment"/> reads all that its page
/// shows. Refuses: forbidden, not-found (also for what one may not know of).
/// </summary>
[Needs(AssetPermissions.View)]
public sealed class FindEquipment(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<Equipment>> RunAsync(string numberOrId, CancellationToken ct)
    {
        if (!user.Can(AssetPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Of(db, user, numberOrId).SingleOrDefaultAsync(ct) is { } equipment ? equipment : Refusal.NotFound;
    }

    internal static IQueryable<Equipment> Of(AppDbContext db, ICurrentUser user, string numberOrId) =>
        db.Set<Equipment>().AsNoTracking().AllowedTo(user, AssetPermissions.View).WithNumberOrId(numberOrId);
}
