using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Files.Uploads;

/// <summary>Where an upload goes: to a record, or to one of the uploader's own trays.</summary>
public readonly record struct UploadTarget(RecordRef? Record, string? Tray);

/// <param name="PerFile">Bytes.</param>
/// <param name="PerRequest">Bytes.</param>
/// <param name="Left">How many more files may be added.</param>
public sealed record UploadLimits(long PerFile, long PerRequest, int Left, bool MayBeInternal);

/// <summary>
/// Says, before a byte is read, whether this person may upload there and how much. Refuses: not-found (also for what one
/// may not know of), forbidden, files.too-many, files.too-many-held.
/// </summary>
public sealed class PrepareUpload(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, ReadSettings settings) : IUseCase
{
    /// <summary>What multipart adds around the files themselves.</summary>
    private const long Envelope = 64 << 10;

    /// <summary>Of one person in all his trays, contents not deleted yet included: trays are named by whoever uploads, so they alone would limit nothing.</summary>
    internal const int MostHeld = 500;

    public async Task<Result<UploadLimits>> RunAsync(UploadTarget target, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var access = target.Record is { } record ? await AccessAsync(db, record, ct) : Held;
        if (access.Failed) return access.Refusal;

        var structure = access.Value is { Card: { } card } ? card.StructureId : await db.Set<User>().Where(u => u.Id == user.Id).Select(u => u.StructureId).SingleAsync(ct);
        var most = await settings.NumberAsync(db, FileSettings.MaxPerRecord, structure, ct);
        var there = await Attached(db, target).Take(most).CountAsync(ct);
        if (there >= most) return Refusal.Conflict(FileRefusals.TooMany, most);

        if (target.Record is null && await HeldAsync(db, ct) >= MostHeld) return Refusal.Conflict(FileRefusals.TooManyHeld, MostHeld);

        var perFile = await settings.NumberAsync(db, FileSettings.MaxMegabytes, structure, ct);
        var perRequest = Math.Max(perFile, await settings.NumberAsync(db, FileSettings.MaxRequestMegabytes, structure, ct));
        return new UploadLimits((long)perFile << 20, ((long)perRequest << 20) + Envelope, most - there, access.Value is { SeeInternal: true });
    }

    /// <summary>A tray is nobody else's, so nothing about it needs a permission.</summary>
    private static Result<HeldAccess> Held => new HeldAccess(null, false);

    private async Task<Result<HeldAccess>> AccessAsync(AppDbContext db, RecordRef record, CancellationToken ct)
    {
        if (kinds.Of(record.Kind) is not { } kind || await kind.AccessAsync(db, user, record.Id, ct) is not { } access) return Refusal.NotFound;
        return access.Contribute ? new HeldAccess(access.Card, access.SeeInternal) : Refusal.Forbidden;
    }

    private Task<int> HeldAsync(AppDbContext db, CancellationToken ct) =>
        db.Set<Attachment>().Where(a => a.UploadedBy == user.Id && a.Tray != null && a.BlobDeletedAt == null).Take(MostHeld).CountAsync(ct);

    private IQueryable<Attachment> Attached(AppDbContext db, UploadTarget target) => target.Record is { } record
        ? db.Set<Attachment>().Where(a => a.RecordId == record.Id && a.RecordKind == record.Kind && a.RemovedAt == null)
        : db.Set<Attachment>().Where(a => a.UploadedBy == user.Id && a.Tray == target.Tray && a.RemovedAt == null);

    private sealed record HeldAccess(RecordCard? Card, bool SeeInternal);
}
