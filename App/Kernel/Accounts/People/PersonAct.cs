using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People;

/// <summary>
/// The way of every act on somebody's account: may they, do they reach him, does he hold no more than they, act, save; all
/// in one transaction. Refuses: forbidden, not-found, users.anonymised, users.holds-more, stale, and what the act refuses.
/// </summary>
public sealed class PersonAct(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PersonGuard guard)
{
    /// <param name="stamp">What the reader saw; null where nothing that is shown can have changed its meaning.</param>
    public async Task<Result> RunAsync(Guid personId, string? stamp, Func<AppDbContext, User, Task<Result>> act, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.Manage)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var found = await FindAsync(db, personId, ct);
        if (found.Failed) return found.Refusal;

        var person = found.Value;
        if (stamp is null) PersonVersion.Renew(person);
        else db.Expect(person, stamp);
        var done = await act(db, person);
        if (done.Failed) return done;

        var saved = await db.TrySaveKeepingAdministratorAsync(ct);
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }

    /// <summary>A person whom whoever acts may act on, tracked.</summary>
    internal async Task<Result<User>> FindAsync(AppDbContext db, Guid personId, CancellationToken ct)
    {
        var person = await db.Set<User>().InReach(user, UserPermissions.Manage).SingleOrDefaultAsync(u => u.Id == personId, ct);
        if (person is null) return Refusal.NotFound;
        if (person.AnonymisedAt is not null) return Refusal.Conflict(PeopleRefusals.Anonymised);
        return await guard.CheckAsync(db, personId, ct) is { } refused ? refused : person;
    }
}
