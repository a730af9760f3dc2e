using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Modules.Assets.Domain;

namespace OpsFlux.Modules.Assets.Import;

/// <summary>Types of equipment of which a source tells nothing more: found by code, made on first need, and the organisation's own from then on.</summary>
internal static class ImportedTypes
{
    public const string Machine = "machine", Component = "component";

    public static async Task<Guid> FindAsync(AppDbContext db, string code, TextCatalog texts, CancellationToken ct)
    {
        var known = await db.Set<EquipmentType>().Where(t => t.Code == code).Select(t => (Guid?)t.Id).SingleOrDefaultAsync(ct);
        if (known is { } id) return id;
        var type = new EquipmentType { Code = code, Name = texts[$"Import.Type.{code}"] };
        db.Add(type);
        await db.SaveChangesAsync(ct);
        return type.Id;
    }
}
