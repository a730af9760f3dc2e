using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Granting;

/// <summary>
/// Somebody always remains who may give permissions everywhere, by an active account and without an end. Whatever may take
/// that away (a role, a membership, an account, a date) is saved here, one after the other: of a hundred at once, one is refused.
/// </summary>
public static class LastAdministrator
{
    private const long Lock = 7_204_118_530;

    /// <summary>
    /// Saves all or nothing, in the caller's transaction where there is one: whoever is refused does not commit it. Refuses:
    /// access.last-administrator, and what <see cref="AppDbContext.TrySaveAsync"/> refuses.
    /// </summary>
    public static async Task<Result> TrySaveKeepingAdministratorAsync(this AppDbContext db, CancellationToken ct)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await LockAsync(db, ct);
        var had = await Administrators(db).AnyAsync(ct);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved;
        if (had && !await Administrators(db).AnyAsync(ct)) return Refusal.Conflict(AccessRefusals.LastAdministrator);
        if (own is not null) await own.CommitAsync(ct);
        return Result.Ok;
    }

    /// <summary>Whether nobody else remains. Inside a transaction this stays so until its end.</summary>
    public static async Task<bool> IsOnlyAdministratorAsync(this AppDbContext db, Guid personId, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is not null) await LockAsync(db, ct);
        return await Administrators(db).Take(2).ToListAsync(ct) is [var only] && only == personId;
    }

    private static Task<int> LockAsync(AppDbContext db, CancellationToken ct) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", ct);

    private static IQueryable<Guid> Administrators(AppDbContext db)
    {
        var now = db.Clock.GetUtcNow();
        var grants = db.Set<Grant>().Where(g => g.Permission == AccessPermissions.Assign && g.Scope == Scope.All && g.ValidTo == null && (g.ValidFrom == null || g.ValidFrom <= now));
        var held = db.Set<RoleAssignment>().Where(a => a.StructureId == null && a.ValidTo == null && (a.ValidFrom == null || a.ValidFrom <= now) && grants.Any(g => g.RoleId == a.RoleId));
        return db.Set<User>().Where(u => u.IsActive && (
                grants.Any(g => g.UserId == u.Id) || held.Any(a => a.UserId == u.Id)
                || db.Set<GroupMember>().Any(m => m.UserId == u.Id && db.Set<Group>().Any(g => g.Id == m.GroupId && g.IsActive) && held.Any(a => a.GroupId == m.GroupId))))
            .Select(u => u.Id);
    }
}
