using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Settings;

/// <summary>
/// Chooses a setting, or goes back to what is inherited. Refuses: forbidden, not-found (no such setting, none that structures
/// choose, or a structure out of reach), invalid (what its declaration does not accept), stale (somebody chose meanwhile).
/// </summary>
[Needs(SettingPermissions.Manage)]
public sealed class ChangeSetting(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    public async Task<Result> RunAsync(ChangeSettingRequest request, CancellationToken ct)
    {
        if (user.ReachOf(SettingPermissions.Manage) is null) return Refusal.Forbidden;
        if (!user.CanIn(SettingPermissions.Manage, request.StructureId)) return request.StructureId is null ? Refusal.Forbidden : Refusal.NotFound;
        if (catalog.Settings.FirstOrDefault(s => s.Code == request.Code) is not { } setting) return Refusal.NotFound;
        if (setting.IsForAll && request.StructureId is not null) return Refusal.NotFound;
        if (request.Value is { } value && !setting.Accepts(value)) return Refusal.Invalid(Wrong(setting));

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (request.StructureId is { } structure && !await db.Set<Structure>().AnyAsync(s => s.Id == structure, ct)) return Refusal.NotFound;
        var standing = await db.Set<SettingValue>().SingleOrDefaultAsync(v => v.Code == request.Code && v.StructureId == request.StructureId, ct);
        if (standing?.Value != request.Seen) return Refusal.Stale;
        Apply(db, standing, request);
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal?.Code == "already-exists" ? Refusal.Stale : saved;   // somebody else was the first, this moment
    }

    private static void Apply(AppDbContext db, SettingValue? standing, ChangeSettingRequest request)
    {
        if (standing is null && request.Value is { } chosen) db.Add(new SettingValue { Code = request.Code, StructureId = request.StructureId, Value = chosen });
        else if (standing is not null && request.Value is { } changed) standing.Value = changed;
        else if (standing is not null) db.Remove(standing);
    }

    private static FieldError Wrong(SettingDeclaration setting) => setting switch
    {
        NumberSetting number => new FieldError(nameof(ChangeSettingRequest.Value), "out-of-range", number.Min, number.Max),
        AmountSetting amount => new FieldError(nameof(ChangeSettingRequest.Value), "out-of-range", 0, amount.Max),
        _ => new FieldError(nameof(ChangeSettingRequest.Value), "unknown-value"),
    };
}
