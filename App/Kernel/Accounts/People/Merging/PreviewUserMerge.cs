using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People.Listing;
using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Merging;

/// <summary>Both accounts side by side, with what names them and would follow.</summary>
public sealed record UserMergePreview(UserRow Gone, UserRow Kept, IReadOnlyList<ReferenceCount> Counts);

/// <summary>Shows what a merge would do; changes nothing. Refuses what <see cref="MergeUsers"/> refuses.</summary>
[Needs(UserPermissions.Manage)]
public sealed class PreviewUserMerge(IDbContextFactory<AppDbContext> dbs, PersonAct act, PersonGuard guard, ReferenceMove references, ICurrentUser user) : IUseCase
{
    public async Task<Result<UserMergePreview>> RunAsync(MergeUsersRequest request, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.Manage)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var pair = await UserPair.FindAsync(db, act, guard, user, request, lockRows: false, ct);
        if (pair.Failed) return pair.Refusal;

        var both = db.Set<User>().Where(u => u.Id == request.GoneId || u.Id == request.KeptId);
        var found = await ListUsers.Described(db, both, new UserFilter()).ToListAsync(ct);
        var rows = await ListUsers.RowsAsync(db, found, ct);
        return new UserMergePreview(rows.Single(r => r.Id == request.GoneId), rows.Single(r => r.Id == request.KeptId), await references.CountAsync<User>(db, request.GoneId, request.KeptId, ct));
    }
}
