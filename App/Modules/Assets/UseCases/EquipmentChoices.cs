using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.UseCases;

/// <summary>What the forms and filters offer and name. Each answers nothing to whoever may not use it.</summary>
[Needs(AssetPermissions.View)]
public sealed class EquipmentChoices(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 500;

    /// <summary>Types in use.</summary>
    public Task<List<Choice>> TypesAsync(CancellationToken ct) => ReadAsync(AssetPermissions.View, db => Types(db.Set<EquipmentType>().Where(t => t.IsActive)), ct);

    /// <summary>Also those out of use: equipment keeps them.</summary>
    public Task<List<Choice>> TypesAsync(IReadOnlyList<Guid> ids, CancellationToken ct) => ReadAsync(AssetPermissions.View, db => Types(db.Set<EquipmentType>().Where(t => ids.Contains(t.Id))), ct);

    /// <summary>Structures whose equipment one may see, for the filter.</summary>
    public Task<List<Choice>> StructuresAsync(CancellationToken ct) => ReadAsync(
        AssetPermissions.View, db => SeenStructures.Of(db, user, AssetPermissions.View).OrderBy(s => s.Name).Select(s => new Choice(s.Id, s.Name)), ct);

    public Task<List<Choice>> StructuresAsync(IReadOnlyList<Guid> ids, CancellationToken ct) => ReadAsync(
        AssetPermissions.View, db => SeenStructures.Of(db, user, AssetPermissions.View).Where(s => ids.Contains(s.Id)).Select(s => new Choice(s.Id, s.Name)), ct);

    /// <summary>Structures for which one may add equipment.</summary>
    [Needs(AssetPermissions.Manage)]
    public Task<List<Choice>> OwnersAsync(CancellationToken ct) => ReadAsync(
        AssetPermissions.Manage, db => SeenStructures.Of(db, user, AssetPermissions.Manage).Where(s => s.IsActive).OrderBy(s => s.Name).Select(s => new Choice(s.Id, s.Name)), ct);

    /// <summary>Sites where equipment one may see can stand, for the filter.</summary>
    public Task<List<Choice>> SitesAsync(CancellationToken ct) => ReadAsync(
        AssetPermissions.View, db => Sites(db, AssetPermissions.View).Where(s => s.IsActive).OrderBy(s => s.Name).Select(s => new Choice(s.Id, s.Name)), ct);

    public Task<List<Choice>> SitesAsync(IReadOnlyList<Guid> ids, CancellationToken ct) => ReadAsync(
        AssetPermissions.View, db => Sites(db, AssetPermissions.View).Where(s => ids.Contains(s.Id)).Select(s => new Choice(s.Id, s.Name)), ct);

    /// <summary>Sites of one structure, in use.</summary>
    [Needs(AssetPermissions.Manage)]
    public Task<List<Choice>> SitesOfAsync(Guid structure, CancellationToken ct) => ReadAsync(
        AssetPermissions.Manage, db => Sites(db, AssetPermissions.Manage).Where(s => s.StructureId == structure && s.IsActive).OrderBy(s => s.Name).Select(s => new Choice(s.Id, s.Name)), ct);

    /// <summary>Equipment of one structure that others may be components of.</summary>
    [Needs(AssetPermissions.Manage)]
    public Task<List<Choice>> ParentsAsync(Guid structure, Guid? besides, CancellationToken ct) => ReadAsync(
        AssetPermissions.Manage,
        db => db.Set<Equipment>().AsNoTracking().AllowedTo(user, AssetPermissions.Manage).Where(e => e.StructureId == structure && e.LifeCycle != LifeCycle.Retired && e.Id != besides)
            .OrderBy(e => e.Name).ThenBy(e => e.Id).Select(e => new Choice(e.Id, e.Name + " · " + e.Number)), ct);

    private IQueryable<Site> Sites(AppDbContext db, string permission) => db.Set<Site>().Where(s => SeenStructures.Of(db, user, permission).Any(o => o.Id == s.StructureId));

    private static IQueryable<Choice> Types(IQueryable<EquipmentType> types)
    {
        var english = EquipmentWords.IsEnglish;
        return types.OrderBy(t => english ? t.EnglishName ?? t.Name : t.Name).ThenBy(t => t.Id).Select(t => new Choice(t.Id, english ? t.EnglishName ?? t.Name : t.Name));
    }

    private async Task<List<Choice>> ReadAsync(string permission, Func<AppDbContext, IQueryable<Choice>> query, CancellationToken ct)
    {
        if (!user.Can(permission)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await query(db).Take(Most).ToListAsync(ct);
    }
}
