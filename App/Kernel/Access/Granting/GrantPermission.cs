using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Granting;

/// <summary>
/// Gives one permission straight to a person: the exception, where no role fits. Refuses: invalid, forbidden, not-found,
/// access.not-oneself, access.beyond-own, access.already-held.
/// </summary>
[Needs(AccessPermissions.Assign)]
public sealed class GrantPermission(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog, TimeProvider clock) : IUseCase
{
    public async Task<Result<Guid>> RunAsync(GrantPermissionRequest request, CancellationToken ct)
    {
        if (!user.Can(AccessPermissions.Assign)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        if (GivenPeriod.Check(request.ValidFrom, request.ValidTo, clock.GetUtcNow()) is { } wrong) return wrong;
        if (!catalog.PermissionCodes.Contains(request.Permission)) return Refusal.Invalid(new FieldError(nameof(request.Permission), "unknown-value"));
        if (request.UserId == user.Id) return Refusal.Conflict(AccessRefusals.NotOneself);

        await using var db = await dbs.CreateDbContextAsync(ct);
        var holder = await Holders.FindAsync(db, user, request.UserId, null, ct);
        if (holder.Failed) return holder.Refusal;
        var scope = (Scope)request.Scope;
        if (GrantingRules.CheckGrant(user, holder.Value, request.Permission, scope, await AccessReader.TreeAsync(db, ct)) is { } beyond) return beyond;
        var grant = new Grant
        {
            UserId = request.UserId, Permission = request.Permission, Scope = scope,
            ValidFrom = request.ValidFrom?.ToUniversalTime(), ValidTo = request.ValidTo?.ToUniversalTime(),
        };
        if (await db.Set<Grant>().AnyAsync(g => g.UserId == grant.UserId && g.Permission == grant.Permission && g.Scope == scope && g.ValidFrom == grant.ValidFrom && g.ValidTo == grant.ValidTo, ct))
            return Refusal.Conflict(AccessRefusals.AlreadyHeld);
        db.Add(grant);
        var saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal : grant.Id;
    }
}

/// <summary>Takes such a permission back. Refuses: forbidden, not-found, access.beyond-own, access.last-administrator.</summary>
[Needs(AccessPermissions.Assign)]
public sealed class TakeGrant(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result> RunAsync(Guid grantId, CancellationToken ct)
    {
        if (!user.Can(AccessPermissions.Assign)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<Grant>().SingleOrDefaultAsync(g => g.Id == grantId && g.UserId != null, ct) is not { } grant) return Refusal.NotFound;
        var holder = await Holders.FindAsync(db, user, grant.UserId, null, ct);
        if (holder.Failed) return holder.Refusal;
        if (GrantingRules.CheckGrant(user, holder.Value, grant.Permission, grant.Scope, await AccessReader.TreeAsync(db, ct)) is { } beyond) return beyond;
        db.Remove(grant);
        return await db.TrySaveKeepingAdministratorAsync(ct);
    }
}
