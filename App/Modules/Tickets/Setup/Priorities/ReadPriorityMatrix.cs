using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets.Setup.Priorities;

/// <summary>The matrix that counts for a structure: its own, else the nearest above it, else the organisation's, else the usual one. One statement.</summary>
[PartOf]
public sealed class ReadPriorityMatrix : IUseCase
{
    public async Task<PriorityMatrix> ForAsync(AppDbContext db, Guid structureId, CancellationToken ct) =>
        (await NearestAsync(db, structureId, ct))?.Matrix ?? PriorityMatrix.Usual;

    /// <summary>Null where neither the structure nor anything above it has chosen.</summary>
    internal static async Task<StructurePriorities?> NearestAsync(AppDbContext db, Guid structureId, CancellationToken ct) =>
        (await db.Set<StructurePriorities>().FromSql(
            $"""
             with recursive above (id, parent_id, distance) as (
                 select id, parent_id, 0 from kernel.structures where id = {structureId}
                 union all
                 select s.id, s.parent_id, a.distance + 1 from kernel.structures s join above a on s.id = a.parent_id where a.distance < 50
             )
             select p.* from tickets.structure_priorities p left join above a on a.id = p.structure_id
             where p.structure_id is null or a.id is not null
             order by a.distance nulls last limit 1
             """).AsNoTracking().ToListAsync(ct)).FirstOrDefault();
}
