using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Scales;

/// <param name="Contracts">That are counted by it.</param>
public sealed record ScaleRow(ContractScale Scale, int Versions, DateOnly ValidFrom, int Contracts);

/// <param name="Former">Days from which the versions before this one count, latest first.</param>
public sealed record ScaleDetails(SaveScaleRequest Form, bool IsActive, IReadOnlyList<(int Number, DateOnly ValidFrom, DateTimeOffset CreatedAt)> Former);

/// <summary>
/// Scales that contracts are counted by: for all structures, as calendars are. A change is a new version from a day on; what
/// was counted stays. Refuses: forbidden, invalid (name-taken), not-found, stale.
/// </summary>
[Needs(MaintenancePermissions.ManageContracts, Everywhere = true)]
public sealed class SaveScale(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    private const int Most = 200;

    public async Task<Result<IReadOnlyList<ScaleRow>>> ListAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(MaintenancePermissions.ManageContracts)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<ContractScale>().AsNoTracking().OrderByDescending(s => s.IsActive).ThenBy(s => s.Name).Take(Most).Select(s => new ScaleRow(
            s, db.Set<ContractScaleVersion>().Count(v => v.ScaleId == s.Id), db.Set<ContractScaleVersion>().Where(v => v.ScaleId == s.Id).OrderByDescending(v => v.Number).Select(v => v.ValidFrom).FirstOrDefault(),
            db.Set<Contract>().Count(c => c.ScaleId == s.Id))).ToListAsync(ct);
    }

    public async Task<Result<ScaleDetails>> OneAsync(Guid id, CancellationToken ct)
    {
        if (!user.CanEverywhere(MaintenancePermissions.ManageContracts)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var scale = await db.Set<ContractScale>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        if (scale is null) return Refusal.NotFound;
        var versions = await db.Set<ContractScaleVersion>().AsNoTracking().Where(v => v.ScaleId == id).OrderByDescending(v => v.Number).ToListAsync(ct);
        return new ScaleDetails(SaveScaleRequest.Of(scale, ReadScales.Parse(versions[0].Definition), versions[0].ValidFrom), scale.IsActive, [.. versions.Select(v => (v.Number, v.ValidFrom, v.CreatedAt))]);
    }

    public async Task<Result<Guid>> RunAsync(SaveScaleRequest request, CancellationToken ct)
    {
        if (!user.CanEverywhere(MaintenancePermissions.ManageContracts)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var scale = request.Id is { } id ? await db.Set<ContractScale>().SingleOrDefaultAsync(s => s.Id == id, ct) : null;
        if (scale is null && request.Id is not null) return Refusal.NotFound;
        var name = request.Name.Trim();
        if (await db.Set<ContractScale>().AnyAsync(s => s.Name == name && s.Id != request.Id, ct)) return Refusal.Invalid(new FieldError(nameof(request.Name), "name-taken"));

        var number = scale is null ? 1 : 1 + await db.Set<ContractScaleVersion>().Where(v => v.ScaleId == scale.Id).MaxAsync(v => v.Number, ct);
        if (scale is null) db.Add(scale = new() { Name = name });
        else db.Expect(scale, request.Version);
        scale.Name = name;
        db.Add(new ContractScaleVersion
        {
            ScaleId = scale.Id, Number = number, ValidFrom = request.ValidFrom!.Value, Definition = ReadScales.Write(request.ToScale()), CreatedAt = clock.GetUtcNow(), CreatedBy = user.Id,   // required
        });
        var saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal.Code == "already-exists" ? Refusal.Stale : saved.Refusal : scale.Id;   // somebody else's version was the first, this moment
    }
}
