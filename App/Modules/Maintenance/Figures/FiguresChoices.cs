using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>What the figures may be narrowed to.</summary>
public enum FiguresBy
{
    Client,
    Site,
    Equipment,
}

/// <summary>An entry of a filter.</summary>
public sealed record FigureChoice(Guid Id, string Name);

/// <summary>What the figures may be narrowed to, by name: of equipment that one may see. Nothing to whoever may not see the figures.</summary>
[Needs(MaintenancePermissions.ViewFigures), Needs(AssetPermissions.View)]
public sealed class FiguresChoices(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 500;

    /// <param name="ids">Only these, to name them; null: all on offer.</param>
    public async Task<List<FigureChoice>> RunAsync(FiguresBy by, IReadOnlyList<Guid>? ids, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewFigures) || !user.Can(AssetPermissions.View)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var seen = EquipmentCards.Of(db, user, MaintenancePermissions.ViewFigures);
        var choices = by switch
        {
            FiguresBy.Site => db.Set<Site>().Where(s => (ids == null || ids.Contains(s.Id)) && seen.Any(c => c.SiteId == s.Id)).OrderBy(s => s.Name).ThenBy(s => s.Id).Select(s => new FigureChoice(s.Id, s.Name)),
            FiguresBy.Client => db.Set<Structure>().Where(s => (ids == null || ids.Contains(s.Id)) && seen.Any(c => c.StructureId == s.Id)).OrderBy(s => s.Name).ThenBy(s => s.Id).Select(s => new FigureChoice(s.Id, s.Name)),
            _ => seen.Where(c => ids == null ? c.ParentId == null : ids.Contains(c.Id)).OrderBy(c => c.Name).ThenBy(c => c.Id).Select(c => new FigureChoice(c.Id, c.Name)),
        };
        return await choices.Take(Most).ToListAsync(ct);
    }
}
