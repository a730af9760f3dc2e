using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People.Listing;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Editing;

public sealed record RoleChoice(Guid Id, RoleName Name);

/// <summary>What the forms and filters of people offer: no more than whoever asks may choose.</summary>
[Needs(UserPermissions.View, UserPermissions.Manage)]
public sealed class UserChoices(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PersonGuard guard) : IUseCase
{
    /// <summary>A drop-down of more is no help; the filter of the address still takes any.</summary>
    private const int Most = 500;

    /// <summary>Structures in use to which whoever asks may put people or groups.</summary>
    public async Task<IReadOnlyList<NamedId>> StructuresAsync(string permission, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Structure>().Where(s => s.IsActive).InReach(user, permission).OrderBy(s => s.Name).ThenBy(s => s.Id).Take(Most).Select(s => new NamedId(s.Id, s.Name)).ToListAsync(ct);
    }

    /// <summary>Roles that whoever asks may give in this structure.</summary>
    public async Task<IReadOnlyList<RoleChoice>> RolesToGiveAsync(Guid structureId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var givable = await guard.GivableRolesAsync(db, structureId, ct);
        return await db.Set<Role>().Where(r => givable.Contains(r.Id)).OrderBy(r => r.Code).Select(r => new RoleChoice(r.Id, new RoleName(r.Code, r.Name))).ToListAsync(ct);
    }

    /// <summary>All roles and groups, for filters: their names are no secret to whoever sees who holds them.</summary>
    public async Task<(IReadOnlyList<RoleChoice> Roles, IReadOnlyList<NamedId> Groups)> FiltersAsync(CancellationToken ct)
    {
        if (!user.Can(UserPermissions.View)) return ([], []);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var roles = await db.Set<Role>().OrderBy(r => r.Code).Select(r => new RoleChoice(r.Id, new RoleName(r.Code, r.Name))).ToListAsync(ct);
        return (roles, await db.Set<Group>().OrderBy(g => g.Name).ThenBy(g => g.Id).Take(Most).Select(g => new NamedId(g.Id, g.Name)).ToListAsync(ct));
    }
}
