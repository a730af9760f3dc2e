using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Meters;

/// <summary>
/// Writes down what a meter shows, or takes a wrong reading away. A counter only rises: what stands between its neighbours in
/// time must lie between their values, but for a restart. Refuses: forbidden, not-found, invalid.
/// </summary>
[Needs(AssetPermissions.Operate)]
public sealed class TakeReading(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(1);

    public Task<Result> AddAsync(TakeReadingRequest request, CancellationToken ct) =>
        EquipmentAction.RunAsync(dbs, user, request, AssetPermissions.Operate, async (db, equipment) =>
        {
            var at = request.At ?? clock.GetUtcNow();
            if (at > clock.GetUtcNow() + ClocksDiffer) return Refusal.Invalid(new FieldError(nameof(request.At), "in-the-future"));
            if (!await LockAsync(db, equipment, request.MeterId, ct)) return Refusal.NotFound;
            if (await WrongAsync(db, request, at, ct) is { } wrong) return wrong;
            db.Add(new MeterReading { MeterId = request.MeterId, At = at, Value = request.Value, IsRestart = request.IsRestart, ReadBy = user.Id });
            equipment.Raise(new MetersChanged(equipment.Id));
            return Result.Ok;
        }, ct, checkVersion: false);

    public Task<Result> RemoveAsync(RemoveReadingRequest request, CancellationToken ct) =>
        EquipmentAction.RunAsync(dbs, user, request, AssetPermissions.Operate, async (db, equipment) =>
        {
            if (!await LockAsync(db, equipment, request.MeterId, ct)) return Refusal.NotFound;
            if (await db.Set<MeterReading>().SingleOrDefaultAsync(r => r.Id == request.ReadingId && r.MeterId == request.MeterId, ct) is not { } reading) return Refusal.NotFound;
            db.Remove(reading);
            equipment.Raise(new MetersChanged(equipment.Id));
            return Result.Ok;
        }, ct, checkVersion: false);

    /// <summary>Readings of one meter are judged one after the other.</summary>
    private static async Task<bool> LockAsync(AppDbContext db, Equipment equipment, Guid meterId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from assets.meters where id = {meterId} for update", ct);
        return await db.Set<Meter>().AnyAsync(m => m.Id == meterId && m.EquipmentId == equipment.Id, ct);
    }

    private static async Task<Refusal?> WrongAsync(AppDbContext db, TakeReadingRequest request, DateTimeOffset at, CancellationToken ct)
    {
        var readings = db.Set<MeterReading>().AsNoTracking().Where(r => r.MeterId == request.MeterId);
        if (await readings.AnyAsync(r => r.At == at, ct)) return Refusal.Invalid(new FieldError(nameof(request.At), AssetRefusals.ReadAlready));
        var before = await readings.Where(r => r.At < at).OrderByDescending(r => r.At).FirstOrDefaultAsync(ct);
        if (before is not null && !request.IsRestart && request.Value < before.Value) return Refusal.Invalid(new FieldError(nameof(request.Value), AssetRefusals.MeterFell, Shown(before.Value)));
        var after = await readings.Where(r => r.At > at).OrderBy(r => r.At).FirstOrDefaultAsync(ct);
        return after is { IsRestart: false } && request.Value > after.Value ? Refusal.Invalid(new FieldError(nameof(request.Value), AssetRefusals.MeterAhead, Shown(after.Value))) : null;
    }

    private static string Shown(decimal value) => value.ToString("0.###", System.Globalization.CultureInfo.CurrentCulture);
}
