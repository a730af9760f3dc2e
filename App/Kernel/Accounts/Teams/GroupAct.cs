using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Accounts.People;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Teams;

/// <summary>The way of every act on a group: may they, do they reach it, act, save. Refuses: forbidden, not-found, stale, already-exists, and what the act refuses.</summary>
public sealed class GroupAct(IDbContextFactory<AppDbContext> dbs, ICurrentUser user)
{
    /// <param name="version">What the reader saw; null for what can meet nobody's edit, such as a member more.</param>
    public async Task<Result> RunAsync(Guid groupId, long? version, Func<AppDbContext, Group, Task<Result>> act, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.ManageGroups)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var group = await db.Set<Group>().InReach(user, UserPermissions.ManageGroups).SingleOrDefaultAsync(g => g.Id == groupId, ct);
        if (group is null) return Refusal.NotFound;

        if (version is { } seen) db.Expect(group, seen);
        var done = await act(db, group);
        if (done.Failed) return done;

        var saved = await db.TrySaveKeepingAdministratorAsync(ct);
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }
}
