using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Modules.Assets.Public;

/// <summary>A stretch in which equipment was down.</summary>
public sealed class EquipmentStop
{
    public required Guid EquipmentId { get; init; }

    /// <summary>What it is counted under: see <see cref="EquipmentStops.In"/>. Null: nothing of what was asked for.</summary>
    public required Guid? TopId { get; init; }
    public required bool IsPlanned { get; init; }
    public required DateTimeOffset From { get; init; }

    /// <summary>Null: it goes on. At <see cref="From"/>: nobody recorded how long it lasted.</summary>
    public required DateTimeOffset? Until { get; init; }
}

/// <summary>Stops of equipment for queries of other modules.</summary>
public static class EquipmentStops
{
    /// <summary>Those that reach into a period, by <c>ix_downtimes_period</c>: what lies outside it is not read.</summary>
    /// <param name="from">No later than <paramref name="to"/>, which belongs to the next period.</param>
    /// <param name="whole">Null: each is counted under its machine. Else under that equipment where it is its own, and under its component where it lies below it.</param>
    public static IQueryable<EquipmentStop> In(AppDbContext db, DateTimeOffset from, DateTimeOffset to, Guid? whole) => db.Database.SqlQuery<EquipmentStop>(
        $"""
         select d.equipment_id as "EquipmentId", d.kind = 'Planned' as "IsPlanned", d."from" as "From", d.until as "Until", (
             with recursive up (id, parent_id, distance) as (
                 select e.id, e.parent_id, 0 from assets.equipment e where e.id = d.equipment_id
                 union all
                 select p.id, p.parent_id, u.distance + 1 from assets.equipment p join up u on p.id = u.parent_id where u.distance < 50
             )
             select u.id from up u
             where ({whole}::uuid is null and u.parent_id is null) or u.id = {whole}::uuid or u.parent_id = {whole}::uuid
             order by u.distance limit 1
         ) as "TopId"
         from assets.downtimes d
         where tstzrange(d."from", d.until, '[]') && tstzrange({from}, {to}, '[)')
         """);
}
