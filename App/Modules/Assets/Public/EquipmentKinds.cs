using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Modules.Assets.Domain;

namespace OpsFlux.Modules.Assets.Public;

/// <summary>The types of equipment, for modules that keep something by type.</summary>
public static class EquipmentKinds
{
    private const int Most = 500;

    private static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>The type of one piece of equipment, as part of a query; nothing where there is none.</summary>
    public static IQueryable<Guid> TypeOf(AppDbContext db, Guid? equipmentId) => db.Set<Equipment>().IgnoreQueryFilters().Where(e => e.Id == equipmentId).Select(e => e.TypeId);

    /// <summary>Those in use and the ones named, in the reader's language.</summary>
    public static async Task<IReadOnlyList<Choice>> ChoicesAsync(AppDbContext db, IReadOnlyCollection<Guid> named, CancellationToken ct)
    {
        var types = await db.Set<EquipmentType>().AsNoTracking().Where(t => t.IsActive || named.Contains(t.Id)).OrderBy(t => t.Name).ThenBy(t => t.Id).Take(Most).ToListAsync(ct);
        return [.. types.Select(t => new Choice(t.Id, IsEnglish ? t.EnglishName ?? t.Name : t.Name))];
    }

    /// <summary>Whether there is such a type in use.</summary>
    public static Task<bool> IsInUseAsync(AppDbContext db, Guid type, CancellationToken ct) => db.Set<EquipmentType>().AnyAsync(t => t.Id == type && t.IsActive, ct);
}
