using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Settings;

/// <summary>A structure to choose for, in its place in the tree.</summary>
public sealed record SettingStructure(Guid Id, string Name, int Depth);

/// <summary>One setting as it stands for the organisation or a structure.</summary>
/// <param name="Own">Chosen right there; null: inherited.</param>
/// <param name="Inherited">What counts without a choice of its own.</param>
/// <param name="From">Where the inherited value comes from: a structure's name, <see cref="Above"/>, "" for the organisation, null for the default.</param>
public sealed record SettingLine(SettingDeclaration Setting, string? Own, string Inherited, string? From)
{
    /// <summary>In place of the name of a structure that is out of the reader's reach.</summary>
    public const string Above = "…";

    /// <summary>"tickets" of "tickets.close-after-days": settings are shown by it, under the resource <c>SettingGroup.{Group}</c>.</summary>
    public string Group => Setting.Code.Split('.')[0];
}

/// <param name="MayChooseAll">Whether this user may choose for the whole organisation.</param>
public sealed record SettingsShown(IReadOnlyList<SettingLine> Lines, IReadOnlyList<SettingStructure> Structures, bool MayChooseAll);

/// <summary>All declared settings for the organisation (no structure), or those that a structure may choose. Two statements. Refuses: forbidden, not-found.</summary>
[Needs(SettingPermissions.Manage)]
public sealed class ListSettings(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    public async Task<Result<SettingsShown>> RunAsync(Guid? structureId, CancellationToken ct)
    {
        if (user.ReachOf(SettingPermissions.Manage) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var structures = await db.Set<Structure>().AsNoTracking().ToDictionaryAsync(s => s.Id, ct);
        if (structureId is { } id && (!reach.Covers(id) || !structures.ContainsKey(id))) return Refusal.NotFound;

        var chosen = (await db.Set<SettingValue>().AsNoTracking().ToListAsync(ct)).ToLookup(v => v.Code);
        var above = AboveOf(structureId, structures);
        var lines = catalog.Settings.Where(s => structureId is null || !s.IsForAll).OrderBy(s => s.Code, StringComparer.Ordinal).Select(s => LineOf(s, structureId, above, [.. chosen[s.Code]], reach));
        return new SettingsShown([.. lines], [.. Tree(structures.Values, reach)], reach.All);
    }

    private static SettingLine LineOf(SettingDeclaration setting, Guid? structureId, IReadOnlyList<Structure> above, IReadOnlyList<SettingValue> chosen, Reach reach)
    {
        string? At(Guid? structure) => chosen.FirstOrDefault(v => v.StructureId == structure)?.Value;
        var own = At(structureId);
        foreach (var structure in above)
            if (At(structure.Id) is { } inherited) return new(setting, own, inherited, reach.Covers(structure.Id) ? structure.Name : SettingLine.Above);
        return structureId is not null && At(null) is { } everywhere ? new(setting, own, everywhere, "") : new(setting, own, setting.DefaultText, null);
    }

    /// <summary>Nearest first; a cycle, which no page can make, is cut.</summary>
    private static List<Structure> AboveOf(Guid? structureId, Dictionary<Guid, Structure> structures)
    {
        var above = new List<Structure>();
        for (var at = Parent(structureId); at is not null && !above.Contains(at); at = Parent(at.Id)) above.Add(at);
        return above;

        Structure? Parent(Guid? id) => id is { } known && structures[known].ParentId is { } parent ? structures.GetValueOrDefault(parent) : null;
    }

    /// <summary>Those in reach, as the tree is read.</summary>
    private static IEnumerable<SettingStructure> Tree(IEnumerable<Structure> structures, Reach reach)
    {
        var children = structures.ToLookup(s => s.ParentId);
        return Below(null, 0);

        IEnumerable<SettingStructure> Below(Guid? parent, int depth) => children[parent].OrderBy(s => s.Name, StringComparer.CurrentCultureIgnoreCase)
            .SelectMany(s => (reach.Covers(s.Id) ? [new SettingStructure(s.Id, s.Name, depth)] : Enumerable.Empty<SettingStructure>()).Concat(Below(s.Id, depth + 1)));
    }
}
