using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Data;

/// <summary>Whether what equipment names can be named. Each answers the refusal for the field, or null.</summary>
internal static class EquipmentChecks
{
    public static async Task<Refusal?> TypeAsync(AppDbContext db, Guid type, CancellationToken ct) =>
        await db.Set<EquipmentType>().AnyAsync(t => t.Id == type && t.IsActive, ct) ? null : Refusal.Invalid(new FieldError(nameof(Equipment.TypeId), AssetRefusals.UnknownType));

    /// <summary>Of the same structure, and in use.</summary>
    public static async Task<Refusal?> SiteAsync(AppDbContext db, Guid? site, Guid structure, CancellationToken ct) =>
        site is not { } id || await db.Set<Site>().AnyAsync(s => s.Id == id && s.StructureId == structure && s.IsActive, ct)
            ? null : Refusal.Invalid(new FieldError(nameof(Equipment.SiteId), "unknown-value"));

    /// <summary>The equipment named as parent, of the same structure and not retired; null where there is none such.</summary>
    public static Task<Equipment?> ParentAsync(AppDbContext db, Guid parent, Guid structure, CancellationToken ct) =>
        db.Set<Equipment>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == parent && e.StructureId == structure && e.LifeCycle != LifeCycle.Retired, ct);

    /// <summary>Its maker and serial number are nobody else's in its structure; the refusal names whose they are.</summary>
    public static async Task<Refusal?> SerialAsync(AppDbContext db, Equipment equipment, CancellationToken ct)
    {
        if (equipment.SerialKey is not { } key) return null;
        var (id, structure) = (equipment.Id, equipment.StructureId);
        var taken = await db.Set<Equipment>().Where(e => e.StructureId == structure && e.SerialKey == key && e.Id != id).Select(e => e.Number).FirstOrDefaultAsync(ct);
        return taken is null ? null : Refusal.Invalid(new FieldError(nameof(Equipment.SerialNumber), AssetRefusals.SerialTaken, taken));
    }

    /// <summary>Saves; where somebody was faster with the same serial number, says whose it is.</summary>
    public static async Task<Result> SaveAsync(AppDbContext db, Equipment equipment, CancellationToken ct)
    {
        if (await SerialAsync(db, equipment, ct) is { } taken) return taken;
        var saved = await db.TrySaveAsync(ct);
        return saved is { Failed: true, Refusal.Kind: RefusalKind.Conflict } && await SerialAsync(db, equipment, ct) is { } meanwhile ? meanwhile : saved;
    }
}
