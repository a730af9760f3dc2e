using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Delegations;

/// <summary>
/// Lends permissions for a time: one's own, or, with a reason, those of somebody absent, as far as one holds them oneself.
/// Refuses: invalid (nobody or nothing chosen, dates, a missing reason, somebody outside), forbidden, not-found (the lender),
/// access.nothing-to-lend, access.beyond-own, access.not-oneself (an administrator lending to himself).
/// </summary>
[Needs(AccessPermissions.Delegate, AccessPermissions.Assign)]
public sealed class LendPermissions(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result<Guid>> RunAsync(DelegateRequest request, CancellationToken ct)
    {
        var lenderId = request.FromUserId ?? user.Id;
        var isOwn = lenderId == user.Id;
        if (isOwn ? user.OwnReachOf(AccessPermissions.Delegate) is null : !user.Can(AccessPermissions.Assign)) return Refusal.Forbidden;
        if (Wrong(request, isOwn) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var facts = await AccessReader.FactsAsync(db, [lenderId], now, ct);
        if (!facts.People.TryGetValue(lenderId, out var lender) || (!isOwn && !user.CanIn(AccessPermissions.Assign, lender.Home))) return Refusal.NotFound;
        if (!isOwn && request.ToUserId == user.Id) return Refusal.Conflict(AccessRefusals.NotOneself);
        if (request.ToUserId == lenderId || !await Borrowers.Of(db, lender.Home).AnyAsync(u => u.Id == request.ToUserId, ct))
            return Refusal.Invalid(new FieldError(nameof(request.ToUserId), "unknown-value"));
        if (Lendable(request, facts.SnapshotOf(lenderId, now)) is { } refused) return refused;

        var delegation = new Delegation
        {
            FromUserId = lenderId, ToUserId = request.ToUserId!.Value, Permissions = [.. request.Permissions.Distinct().Order(StringComparer.Ordinal)],   // validated
            ValidFrom = request.ValidFrom!.Value.ToUniversalTime(), ValidTo = request.ValidTo!.Value.ToUniversalTime(),   // validated
            Reason = string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim(), CreatedAt = now, CreatedBy = user.Id,
        };
        db.Add(delegation);
        var saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal : delegation.Id;
    }

    private Refusal? Wrong(DelegateRequest request, bool isOwn)
    {
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        if (request.Permissions.Count == 0) return Refusal.Invalid(new FieldError(nameof(request.Permissions), "required"));
        if (!isOwn && string.IsNullOrWhiteSpace(request.Reason)) return Refusal.Invalid(new FieldError(nameof(request.Reason), "required"));
        return GivenPeriod.Check(request.ValidFrom, request.ValidTo, clock.GetUtcNow());
    }

    /// <summary>Measured by what the lender holds himself: what was lent to him goes no further.</summary>
    private Refusal? Lendable(DelegateRequest request, AccessSnapshot lender)
    {
        foreach (var permission in request.Permissions)
        {
            if (lender.OwnReachOf(permission) is not { } reach || (!reach.All && reach.Structures is []))
                return Refusal.Conflict(AccessRefusals.NothingToLend, new TextKey($"Permission.{permission}"));
            if (!GrantingRules.Holds(user, permission, reach))   // one's own too: a key may have been made for less
                return Refusal.Conflict(AccessRefusals.BeyondOwn, new TextKey($"Permission.{permission}"));
        }

        return null;
    }
}

/// <summary>Ends a delegation before its time: its lender, its borrower, or an administrator of the lender. Refuses: not-found, access.already-ended.</summary>
[SignedInOnly("one's own; somebody else's within one's reach of AccessPermissions.Assign")]
public sealed class EndDelegation(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result> RunAsync(Guid delegationId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<Delegation>().SingleOrDefaultAsync(d => d.Id == delegationId, ct) is not { } delegation) return Refusal.NotFound;
        if (delegation.FromUserId != user.Id && delegation.ToUserId != user.Id)
        {
            var home = await db.Set<User>().Where(u => u.Id == delegation.FromUserId).Select(u => u.StructureId).SingleAsync(ct);
            if (!user.CanIn(AccessPermissions.Assign, home)) return Refusal.NotFound;
        }

        var now = clock.GetUtcNow();
        if (delegation.EndedAt is not null || delegation.ValidTo <= now) return Refusal.Conflict(AccessRefusals.AlreadyEnded);
        (delegation.EndedAt, delegation.EndedBy) = (now, user.Id);
        return await db.TrySaveAsync(ct);
    }
}

/// <summary>To whom one may lend: colleagues, never people of another client.</summary>
internal static class Borrowers
{
    public static IQueryable<User> Of(AppDbContext db, Guid lendersHome) =>
        db.Set<User>().Where(u => u.IsActive && (u.StructureId == lendersHome || db.Set<Structure>().Any(s => s.Id == u.StructureId && s.Kind == StructureKind.Internal)));
}
