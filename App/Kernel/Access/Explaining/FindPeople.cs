using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Explaining;

/// <summary>People and structures about which this user may ask; nobody, without the permission.</summary>
[Needs(AccessPermissions.View)]
public sealed class FindPeople(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 8;

    /// <summary>By a part of their name or user name, inactive ones too.</summary>
    public async Task<IReadOnlyList<Colleague>> RunAsync(string typed, CancellationToken ct)
    {
        var words = new string([.. typed.Where(c => !char.IsControl(c) && c is not ('\\' or '%' or '_'))]).Trim();
        if (words.Length == 0) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Seen(db).Where(u => EF.Functions.ILike(u.DisplayName, "%" + words + "%") || EF.Functions.ILike(u.UserName!, words + "%"))
            .OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Take(Most).Select(u => new Colleague(u.Id, u.DisplayName, u.UserName)).ToListAsync(ct);
    }

    public async Task<Colleague?> ByIdAsync(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Seen(db).Where(u => u.Id == id).Select(u => new Colleague(u.Id, u.DisplayName, u.UserName)).SingleOrDefaultAsync(ct);
    }

    public async Task<IReadOnlyList<StructureChoice>> StructuresAsync(CancellationToken ct)
    {
        if (user.ReachOf(AccessPermissions.View) is not { } reach) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ids = reach.Structures;
        return await db.Set<Structure>().Where(s => reach.All || ids.Contains(s.Id)).OrderBy(s => s.Name).Select(s => new StructureChoice(s.Id, s.Name)).ToListAsync(ct);
    }

    private IQueryable<User> Seen(AppDbContext db)
    {
        if (user.ReachOf(AccessPermissions.View) is not { } reach) return db.Set<User>().Where(_ => false);
        var ids = reach.Structures;
        return db.Set<User>().Where(u => reach.All || ids.Contains(u.StructureId));
    }
}
