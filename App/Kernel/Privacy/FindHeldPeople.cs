using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Privacy;

public sealed record HeldPerson(Guid Id, string Name, string UserName, bool IsAnonymised);

/// <summary>People whose data one may export, by name or user name, whether or not they can sign in; nobody without the permission.</summary>
[Needs(UserPermissions.ExportPersonalData)]
public sealed class FindHeldPeople(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<IReadOnlyList<HeldPerson>> RunAsync(string words, CancellationToken ct)
    {
        if (user.ReachOf(UserPermissions.ExportPersonalData) is not { } reach) return [];
        var typed = new string([.. words.Trim().Where(c => !char.IsControl(c))]);
        if (typed.Length == 0) return [];
        var pattern = LikePattern.Containing(typed);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Held(db, reach).Where(u => EF.Functions.ILike(EF.Functions.Unaccent(u.DisplayName), EF.Functions.Unaccent(pattern)) || EF.Functions.ILike(u.UserName!, pattern))
            .OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Take(8).Select(u => new HeldPerson(u.Id, u.DisplayName, u.UserName ?? "", u.AnonymisedAt != null)).ToListAsync(ct);
    }

    /// <summary>Null: not there, or out of reach.</summary>
    public async Task<HeldPerson?> OneAsync(Guid id, CancellationToken ct)
    {
        if (user.ReachOf(UserPermissions.ExportPersonalData) is not { } reach) return null;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Held(db, reach).Where(u => u.Id == id).Select(u => new HeldPerson(u.Id, u.DisplayName, u.UserName ?? "", u.AnonymisedAt != null)).SingleOrDefaultAsync(ct);
    }

    private static IQueryable<User> Held(AppDbContext db, Reach reach) => db.Set<User>().Where(u => reach.All || reach.Structures.Contains(u.StructureId));
}
