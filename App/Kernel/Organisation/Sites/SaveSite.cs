using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Sites;

/// <summary>
/// Adds a site, renames it, changes its address, or moves it to another structure: the records that name it keep it.
/// Answers its id. Refuses: forbidden, invalid (name-taken in the structure, unknown-value), organisation.inactive-above,
/// not-found, stale.
/// </summary>
[Needs(OrganisationPermissions.ManageSites)]
public sealed class SaveSite(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<Guid>> RunAsync(SaveSiteRequest request, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageSites) is not { } reach) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = request.Id is { } id ? await db.Set<Site>().SingleOrDefaultAsync(s => s.Id == id, ct) : null;
        if (request.Id is not null && (found is null || !reach.Covers(found.StructureId))) return Refusal.NotFound;
        var structureId = request.StructureId ?? Guid.Empty;   // required, and checked above
        if (await WrongStructureAsync(db, reach, structureId, found, ct) is { } refused) return refused;

        var name = request.Name.Trim();
        if (await db.Set<Site>().AnyAsync(s => s.StructureId == structureId && s.Name == name && s.Id != request.Id, ct))
            return Refusal.Invalid(new FieldError(nameof(request.Name), "name-taken"));

        var site = found ?? new Site { StructureId = structureId, Name = name };
        if (found is null) db.Add(site);
        else db.Expect(found, request.Version);
        (site.StructureId, site.Name, site.Address, site.ExternalId) = (structureId, name, TypedText.OrNull(request.Address), TypedText.OrNull(request.ExternalId));
        var saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal : site.Id;
    }

    /// <summary>A site stays where it is, whatever became of its structure; put somewhere, it needs one in reach and in use.</summary>
    private static async Task<Refusal?> WrongStructureAsync(AppDbContext db, Reach reach, Guid structureId, Site? found, CancellationToken ct)
    {
        if (found?.StructureId == structureId) return null;
        var structure = reach.Covers(structureId) ? await db.Set<Structure>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == structureId, ct) : null;
        if (structure is null) return Refusal.Invalid(new FieldError(nameof(SaveSiteRequest.StructureId), "unknown-value"));
        return structure.IsActive ? null : Refusal.Conflict(OrganisationRefusals.InactiveAbove, structure.Name);
    }
}
