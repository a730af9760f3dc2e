using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>
/// Says where equipment stands in its life, whether it works or not. Refuses: forbidden, not-found, invalid, stale,
/// assets.under-maintenance (retiring what is being worked on).
/// </summary>
[Needs(AssetPermissions.Manage)]
public sealed class ChangeLifeCycle(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public Task<Result> RunAsync(ChangeLifeCycleRequest request, CancellationToken ct) =>
        EquipmentAction.RunAsync(dbs, user, request, AssetPermissions.Manage, (_, equipment) => Task.FromResult(equipment.Enter(request.LifeCycle)), ct);
}
