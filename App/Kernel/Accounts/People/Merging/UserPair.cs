using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Merging;

/// <summary>Two accounts that may be made one.</summary>
internal sealed record UserPair(User Gone, User Kept)
{
    /// <param name="lockRows">Keeps others from merging either meanwhile; in the order of ids, so that two such merges wait instead of blocking each other.</param>
    public static async Task<Result<UserPair>> FindAsync(AppDbContext db, PersonAct act, PersonGuard guard, ICurrentUser user, MergeUsersRequest request, bool lockRows, CancellationToken ct)
    {
        if (request.GoneId == request.KeptId) return Refusal.Conflict(PeopleRefusals.SameAccount);
        if (request.GoneId == user.Id) return Refusal.Conflict(PeopleRefusals.NotYourself);
        if (lockRows) await db.Database.ExecuteSqlAsync($"select 1 from kernel.users where id in ({request.GoneId}, {request.KeptId}) order by id for update", ct);

        var gone = await act.FindAsync(db, request.GoneId, ct);
        if (gone.Failed) return gone.Refusal;
        var kept = await act.FindAsync(db, request.KeptId, ct);
        if (kept.Failed) return kept.Refusal;
        if (gone.Value.MergedIntoId is not null || kept.Value.MergedIntoId is not null) return Refusal.Conflict(PeopleRefusals.WasMerged);
        if (!kept.Value.IsActive) return Refusal.Conflict(PeopleRefusals.IsInactive);
        return await guard.CheckMoveAsync(db, gone.Value.Id, kept.Value.StructureId, ct) is { } more ? more : new UserPair(gone.Value, kept.Value);
    }
}
