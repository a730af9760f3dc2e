using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Meters;

public sealed record ReadingLine(Guid Id, DateTimeOffset At, decimal Value, bool IsRestart, string By);

/// <param name="Readings">The latest first, at most <see cref="ReadMeters.MostReadings"/>.</param>
public sealed record MeterView(Guid Id, string Name, string Unit, long Version, IReadOnlyList<ReadingLine> Readings)
{
    public ReadingLine? Last => Readings.Count > 0 ? Readings[0] : null;

    /// <summary>Of the readings that are shown; null: not known.</summary>
    public decimal? PerDay => MeterUse.PerDay(Readings.Select(r => new MeterPoint(r.At, r.Value, r.IsRestart)));
}

/// <param name="MayRead">Whether this person may write down what they show.</param>
public sealed record MeterList(IReadOnlyList<MeterView> Meters, bool MayRead, bool MayManage);

/// <summary>The meters of equipment one may see, by name, in one statement. Refuses: forbidden, not-found.</summary>
[Needs(AssetPermissions.View)]
public sealed class ReadMeters(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public const int MostReadings = 20;

    public async Task<Result<MeterList>> RunAsync(Guid equipmentId, CancellationToken ct)
    {
        if (!user.Can(AssetPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var structure = await db.Set<Equipment>().AllowedTo(user, AssetPermissions.View).Where(e => e.Id == equipmentId).Select(e => (Guid?)e.StructureId).SingleOrDefaultAsync(ct);
        if (structure is not { } of) return Refusal.NotFound;

        var meters = await db.Set<Meter>().AsNoTracking().Where(m => m.EquipmentId == equipmentId).OrderBy(m => m.Name).ThenBy(m => m.Id).Select(m => new
        {
            m.Id, m.Name, m.Unit, m.Version,
            Readings = db.Set<MeterReading>().Where(r => r.MeterId == m.Id).OrderByDescending(r => r.At).Take(MostReadings)
                .Select(r => new ReadingLine(r.Id, r.At, r.Value, r.IsRestart, db.Set<User>().Where(u => u.Id == r.ReadBy).Select(u => u.DisplayName).First())).ToList(),
        }).ToListAsync(ct);
        return new MeterList([.. meters.Select(m => new MeterView(m.Id, m.Name, m.Unit, m.Version, m.Readings))], user.CanIn(AssetPermissions.Operate, of), user.CanIn(AssetPermissions.Manage, of));
    }
}
