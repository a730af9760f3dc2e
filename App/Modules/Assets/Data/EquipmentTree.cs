using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Assets.Domain;

namespace OpsFlux.Modules.Assets.Data;

/// <summary>Equipment and what is below it.</summary>
internal static class EquipmentTree
{
    /// <summary>One change of the tree of a structure at a time, until the transaction ends: two moves at once could otherwise close a circle.</summary>
    public static Task LockAsync(AppDbContext db, Guid structure, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('assets.tree.' || {structure.ToString()}, 0))", ct);

    /// <summary>All its components, and theirs.</summary>
    public static async Task<IReadOnlyList<Equipment>> BelowAsync(AppDbContext db, Guid id, CancellationToken ct)
    {
        var ids = await db.Database.SqlQuery<Guid>(
            $"""
             with recursive below as (
               select id from assets.equipment where parent_id = {id} and deleted_at is null
               union select e.id from assets.equipment e join below b on e.parent_id = b.id where e.deleted_at is null)
             select id as "Value" from below
             """).ToListAsync(ct);
        return ids.Count == 0 ? [] : await db.Set<Equipment>().Where(e => ids.Contains(e.Id)).ToListAsync(ct);
    }

    /// <summary>Not deleted.</summary>
    public static Task<bool> HasComponentsAsync(AppDbContext db, Guid id, CancellationToken ct) => db.Set<Equipment>().AnyAsync(e => e.ParentId == id, ct);

    /// <summary>Names of what lines of the timeline refer to.</summary>
    public static IQueryable<TimelineName> Names(AppDbContext db, bool english) =>
        db.Set<EquipmentType>().Select(t => new TimelineName { Id = t.Id, Name = english ? t.EnglishName ?? t.Name : t.Name })
            .Concat(db.Set<Site>().Select(s => new TimelineName { Id = s.Id, Name = s.Name }))
            .Concat(db.Set<Equipment>().IgnoreQueryFilters().Select(e => new TimelineName { Id = e.Id, Name = e.Number + " · " + e.Name }));
}
