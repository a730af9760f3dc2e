using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Calendars;

/// <summary>The calendar that counts for a structure: its own choice, else the nearest above it, else the organisation's.</summary>
[PartOf]
public sealed class ReadCalendars : IUseCase
{
    /// <summary>Versions never change, so what was read once holds for as long as the process lives.</summary>
    private static readonly ConcurrentDictionary<Guid, CalendarRules> Known = new();

    /// <summary>For jobs: every structure that has a calendar. Three statements, and one for versions not met before.</summary>
    public async Task<IReadOnlyDictionary<Guid, CalendarRules>> AllAsync(AppDbContext db, CancellationToken ct)
    {
        var versions = await VersionsAsync(db, ct);
        var rules = await RulesAsync(db, [.. versions.Values.Distinct()], ct);
        return versions.ToDictionary(v => v.Key, v => rules[v.Value]);
    }

    /// <summary>The version that counts now for each structure that has a calendar. Two statements.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> VersionsAsync(AppDbContext db, CancellationToken ct)
    {
        var choices = await db.Set<CalendarChoice>()
            .Join(db.Set<Calendar>(), choice => choice.CalendarId, calendar => calendar.Id, (choice, calendar) => new { choice.StructureId, calendar.CurrentId })
            .ToDictionaryAsync(c => c.StructureId ?? Guid.Empty, c => c.CurrentId, ct);
        if (choices.Count == 0) return new Dictionary<Guid, Guid>();

        var parents = await db.Set<Structure>().ToDictionaryAsync(s => s.Id, s => s.ParentId, ct);
        return parents.Keys.Select(id => (Id: id, Version: Nearest(id))).Where(s => s.Version is not null).ToDictionary(s => s.Id, s => s.Version!.Value);

        Guid? Nearest(Guid start)
        {
            var seen = new HashSet<Guid>();
            for (Guid? at = start; at is { } id && seen.Add(id); at = parents.GetValueOrDefault(id))
                if (choices.TryGetValue(id, out var version)) return version;
            return choices.TryGetValue(Guid.Empty, out var everywhere) ? everywhere : null;
        }
    }

    /// <summary>What each version measures with; one statement for those not met before.</summary>
    public static async Task<IReadOnlyDictionary<Guid, CalendarRules>> RulesAsync(AppDbContext db, IReadOnlyCollection<Guid> versions, CancellationToken ct)
    {
        var unknown = versions.Where(v => !Known.ContainsKey(v)).ToArray();
        if (unknown.Length > 0)
        {
            foreach (var version in await db.Set<CalendarVersion>().AsNoTracking().Where(v => unknown.Contains(v.Id)).ToListAsync(ct))
                Known[version.Id] = CalendarDefinition.Parse(version.Definition).ToRules();
        }

        return versions.ToDictionary(v => v, v => Known[v]);
    }
}
