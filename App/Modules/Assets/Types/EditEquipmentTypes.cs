using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Types;

/// <summary>
/// Reads and changes which types of equipment there are. A type is never removed, since equipment keeps it: it goes out of
/// use. Refuses: forbidden, invalid (name-taken), not-found, stale.
/// </summary>
[Needs(AssetPermissions.Configure, Everywhere = true)]
public sealed class EditEquipmentTypes(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int CodeMax = 60, Most = 500;

    [Needs(AssetPermissions.Configure)]
    public async Task<Result<IReadOnlyList<EquipmentType>>> ListAsync(CancellationToken ct)
    {
        if (!user.Can(AssetPermissions.Configure)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<EquipmentType>().AsNoTracking().OrderBy(t => t.Name).ThenBy(t => t.Id).Take(Most).ToListAsync(ct);
    }

    public async Task<Result> SaveAsync(SaveEquipmentTypeRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(AssetPermissions.Configure)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var all = await db.Set<EquipmentType>().ToListAsync(ct);
        var french = request.French.Trim();
        if (all.Exists(t => t.Id != request.Id && string.Equals(t.Name, french, StringComparison.OrdinalIgnoreCase))) return Refusal.Invalid(new FieldError(nameof(request.French), "name-taken"));

        var type = request.Id is { } id ? all.Find(t => t.Id == id) : new EquipmentType { Code = CodeOf(french, all), Name = french };
        if (type is null) return Refusal.NotFound;
        if (request.Id is null) db.Add(type);
        else db.Expect(type, request.Version);
        (type.Name, type.EnglishName) = (french, string.IsNullOrWhiteSpace(request.English) ? null : request.English.Trim());
        return await db.TrySaveAsync(ct);
    }

    public async Task<Result> ActivateAsync(Guid id, long version, bool isActive, CancellationToken ct)
    {
        if (!user.CanEverywhere(AssetPermissions.Configure)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Set<EquipmentType>().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } type) return Refusal.NotFound;
        db.Expect(type, version);
        type.IsActive = isActive;
        return await db.TrySaveAsync(ct);
    }

    /// <summary>From the name: "Presse hydraulique" becomes presse-hydraulique, the second of that name presse-hydraulique-2.</summary>
    private static string CodeOf(string name, List<EquipmentType> all)
    {
        var bare = new StringBuilder();
        foreach (var sign in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(sign)) bare.Append(sign);
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark && bare.Length > 0 && bare[^1] != '-') bare.Append('-');
        }

        var stem = bare.ToString().Trim('-');
        if (stem.Length == 0) stem = "type";
        if (stem.Length > CodeMax - 5) stem = stem[..(CodeMax - 5)];
        var code = stem;
        for (var next = 2; all.Exists(t => t.Code == code); next++) code = string.Create(CultureInfo.InvariantCulture, $"{stem}-{next}");
        return code;
    }
}
