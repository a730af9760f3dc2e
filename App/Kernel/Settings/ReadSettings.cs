using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Settings;

/// <summary>
/// What counts for a structure: its own choice, else the nearest above it, else the organisation's, else the default.
/// One statement for a structure, two for all of them.
/// </summary>
[PartOf]
public sealed class ReadSettings : IUseCase
{
    public async Task<int> NumberAsync(AppDbContext db, NumberSetting setting, Guid structureId, CancellationToken ct) =>
        (await NumbersAsync(db, [setting], structureId, ct))[0];

    /// <summary>Several for one structure, in the order in which they are asked for: one statement.</summary>
    public async Task<int[]> NumbersAsync(AppDbContext db, IReadOnlyList<NumberSetting> settings, Guid structureId, CancellationToken ct)
    {
        var chosen = await ChosenAsync(db, settings, structureId, ct);
        return [.. settings.Select(s => chosen.TryGetValue(s.Code, out var value) ? s.Parse(value) : s.Default)];
    }

    public async Task<bool> FlagAsync(AppDbContext db, FlagSetting setting, Guid structureId, CancellationToken ct) =>
        (await ChosenAsync(db, [setting], structureId, ct)).TryGetValue(setting.Code, out var value) ? value == "true" : setting.Default;

    public async Task<decimal> AmountAsync(AppDbContext db, AmountSetting setting, Guid structureId, CancellationToken ct) =>
        (await ChosenAsync(db, [setting], structureId, ct)).TryGetValue(setting.Code, out var value) ? setting.Parse(value) : setting.Default;

    public async Task<string> ChoiceAsync(AppDbContext db, ChoiceSetting setting, Guid structureId, CancellationToken ct) =>
        (await ChosenAsync(db, [setting], structureId, ct)).TryGetValue(setting.Code, out var value) && setting.Accepts(value) ? value : setting.Default;

    /// <summary>For jobs: what counts for every structure. A structure without a choice of its own or above has the default.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> NumbersAsync(AppDbContext db, NumberSetting setting, CancellationToken ct)
    {
        var parents = await db.Set<Structure>().ToDictionaryAsync(s => s.Id, s => s.ParentId, ct);
        var chosen = (await db.Set<SettingValue>().Where(v => v.Code == setting.Code).Select(v => new { v.StructureId, v.Value }).ToListAsync(ct))
            .ToDictionary(v => v.StructureId ?? Guid.Empty, v => setting.Parse(v.Value));
        var everywhere = chosen.GetValueOrDefault(Guid.Empty, setting.Default);
        return parents.Keys.ToDictionary(id => id, id => Nearest(id));

        int Nearest(Guid start)
        {
            var seen = new HashSet<Guid>();
            for (Guid? at = start; at is { } id && seen.Add(id); at = parents.GetValueOrDefault(id))
                if (chosen.TryGetValue(id, out var value)) return value;
            return everywhere;
        }
    }

    private static async Task<Dictionary<string, string>> ChosenAsync(AppDbContext db, IEnumerable<SettingDeclaration> settings, Guid structureId, CancellationToken ct)
    {
        var codes = settings.Select(s => s.Code).ToArray();
        return await db.Database.SqlQuery<Chosen>(
            $"""
             with recursive above (id, parent_id, distance) as (
                 select id, parent_id, 0 from kernel.structures where id = {structureId}
                 union all
                 select s.id, s.parent_id, a.distance + 1 from kernel.structures s join above a on s.id = a.parent_id where a.distance < 50
             )
             select distinct on (v.code) v.code, v.value from kernel.setting_values v left join above a on a.id = v.structure_id
             where v.code = any ({codes}) and (v.structure_id is null or a.id is not null)
             order by v.code, a.distance nulls last
             """).ToDictionaryAsync(c => c.Code, c => c.Value, ct);
    }

    private sealed record Chosen(string Code, string Value);
}
