using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>A line of the tree.</summary>
/// <param name="Path">Names from the top down to what stands above it; filled by a search alone.</param>
/// <param name="ParentId">Directly above it; null: nothing in reach. Filled, as the version is, by a page alone.</param>
public sealed record StructureRow(Guid Id, string Code, string Name, StructureKind Kind, bool IsActive, bool HasChildren, PlaceUse Use, string? Path = null, Guid? ParentId = null, long Version = 0);

/// <summary>Lines, and whether there are more after the last.</summary>
public sealed record StructureRows(IReadOnlyList<StructureRow> Rows, bool GoesOn);

/// <summary>A structure as a choice.</summary>
public sealed record StructureChoice(Guid Id, string Name, string Code);

/// <summary>
/// The tree, level by level, so that thousands of structures cost what is opened. Shows what the permission to manage
/// structures reaches; what stands above it is not shown. Refuses: forbidden.
/// </summary>
[Needs(OrganisationPermissions.ManageStructures)]
public sealed class ListStructures(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PlaceUses uses) : IUseCase
{
    public const int PageSize = 100;
    private const int MostFound = 50;

    /// <summary>What stands directly below a structure, by name; null: the topmost in reach.</summary>
    /// <param name="after">The last line shown; null: from the beginning.</param>
    public async Task<Result<StructureRows>> BelowAsync(Guid? parentId, StructureRow? after, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageStructures) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var within = Within(db, reach);
        var level = parentId is { } parent ? within.Where(s => s.ParentId == parent)
            : reach.All ? within.Where(s => s.ParentId == null)
            : within.Where(s => s.ParentId == null || !reach.Structures.Contains(s.ParentId.Value));
        if (after is not null) level = level.Where(s => s.Name.CompareTo(after.Name) > 0 || (s.Name == after.Name && s.Id.CompareTo(after.Id) > 0));
        var rows = await ReadAsync(db, level.OrderBy(s => s.Name).ThenBy(s => s.Id).Take(PageSize + 1), ct);
        return new StructureRows([.. rows.Take(PageSize)], rows.Count > PageSize);
    }

    /// <summary>One page of all that is in reach, by name, whatever stands above it; or of what stands directly below one of them.</summary>
    public async Task<Result<ListPage<StructureRow>>> PageAsync(Guid? parentId, string? words, Cursor? after, int size, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageStructures) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = Within(db, reach).Named(words ?? "");
        if (parentId is { } parent) found = found.Where(s => s.ParentId == parent && (reach.All || reach.Structures.Contains(parent)));
        if (after is not null) found = found.Where(s => EF.Functions.GreaterThan(ValueTuple.Create(s.Name, s.Id), ValueTuple.Create(after.Key, after.Id)));
        var rows = await ReadAsync(db, found.OrderBy(s => s.Name).ThenBy(s => s.Id).Take(size + 1), ct);
        return ListPage.Of([.. rows.Select(r => r with { ParentId = r.ParentId is { } above && reach.Covers(above) ? above : null })], size, backwards: false, after is null, r => Cursor.At(r.Name, r.Id));
    }

    /// <summary>Those whose name or code holds the words, with the way to them; at most 50.</summary>
    public async Task<Result<StructureRows>> SearchAsync(string words, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageStructures) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = Within(db, reach).Named(words);
        var rows = await ReadAsync(db, found.OrderBy(s => s.Name).ThenBy(s => s.Id).Take(MostFound + 1), ct);
        var nodes = await StructureNodes.ReadAsync(db, ct);
        return new StructureRows([.. rows.Take(MostFound).Select(r => r with { Path = PathOf(nodes, reach, r.Id) })], rows.Count > MostFound);
    }

    /// <summary>For a field that offers structures as one types.</summary>
    public async Task<IReadOnlyList<StructureChoice>> SuggestAsync(string words, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageStructures) is not { } reach) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Within(db, reach).Where(s => s.IsActive).Named(words).OrderBy(s => s.Name).ThenBy(s => s.Id).Take(8)
            .Select(s => new StructureChoice(s.Id, s.Name, s.Code)).ToListAsync(ct);
    }

    internal static string PathOf(StructureNodes nodes, Reach reach, Guid id) =>
        string.Join(" › ", nodes.PathOf(id).Skip(1).Where(p => reach.Covers(p.Id)).Reverse().Select(p => p.Name));

    private static IQueryable<Structure> Within(AppDbContext db, Reach reach) =>
        db.Set<Structure>().AsNoTracking().Where(s => reach.All || reach.Structures.Contains(s.Id));

    private async Task<List<StructureRow>> ReadAsync(AppDbContext db, IQueryable<Structure> structures, CancellationToken ct)
    {
        var read = await structures.Select(s => new { Structure = s, HasChildren = db.Set<Structure>().Any(c => c.ParentId == s.Id) }).ToListAsync(ct);
        var counted = await uses.OfAsync(db, [.. read.Select(r => r.Structure.Id)], ct);
        return [.. read.Select(r => new StructureRow(
            r.Structure.Id, r.Structure.Code, r.Structure.Name, r.Structure.Kind, r.Structure.IsActive, r.HasChildren, counted[r.Structure.Id], null, r.Structure.ParentId, r.Structure.Version))];
    }
}

internal static class StructureNames
{
    /// <summary>Name or code holds the words, capitals and accents aside; all of them where nothing was typed.</summary>
    public static IQueryable<Structure> Named(this IQueryable<Structure> structures, string words)
    {
        var typed = new string([.. words.Trim().Where(c => !char.IsControl(c))]);
        if (typed.Length == 0) return structures;
        var pattern = LikePattern.Containing(typed);
        return structures.Where(s => EF.Functions.ILike(EF.Functions.Unaccent(s.Name), EF.Functions.Unaccent(pattern)) || EF.Functions.ILike(s.Code, pattern));
    }
}
