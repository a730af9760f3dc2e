using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>One agreement, with the names of what it mentions. Refuses: forbidden, not-found.</summary>
[Needs(SlaPermissions.View)]
public sealed class GetPolicy(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    public async Task<Result<PolicyList>> RunAsync(Guid id, CancellationToken ct)
    {
        if (!user.Can(SlaPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var read = await ListPolicies.ReadAsync(db, catalog, db.Set<SlaPolicy>().Where(p => p.Id == id), ct);
        return read.Lines.Count == 0 ? Refusal.NotFound : read;
    }
}
