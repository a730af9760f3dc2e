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
        if (target.Record is not { } record) return (await ToTrayAsync(db, target.Tray!, ct)).Limits;   // a target is one of the two
        return await kinds.AccessAsync(db, user, record, ct) is { } access ? await ToRecordAsync(db, access, null, ct) : Refusal.NotFound;
    }

    /// <summary>With an access that was read in the same turn.</summary>
    /// <param name="there">How many files it has, where that is known already.</param>
    internal async Task<Result<UploadLimits>> ToRecordAsync(AppDbContext db, RecordAccess access, int? there, CancellationToken ct)
    {
        if (!access.Contribute) return Refusal.Forbidden;
        var (kind, id) = (access.Card.Ref.Kind, access.Card.Ref.Id);
        there ??= await db.Set<Attachment>().Where(a => a.RecordId == id && a.RecordKind == kind && a.RemovedAt == null).Take(FileSettings.MaxPerRecord.Max).CountAsync(ct);
        return await LimitsAsync(db, access.Card.StructureId, there.Value, access.SeeInternal, ct);
    }

    /// <summary>How many files lie in the tray, and what may be added. A tray is nobody else's, so nothing about it needs a permission.</summary>
    internal async Task<(int There, Result<UploadLimits> Limits)> ToTrayAsync(AppDbContext db, string tray, CancellationToken ct)
    {
        var mine = db.Set<Attachment>().Where(a => a.UploadedBy == user.Id);
        var owner = await db.Set<User>().Where(u => u.Id == user.Id).Select(u => new
        {
            u.StructureId,
            There = mine.Where(a => a.Tray == tray && a.RemovedAt == null).Take(FileSettings.MaxPerRecord.Max).Count(),
            Held = mine.Where(a => a.Tray != null && a.BlobDeletedAt == null).Take(MostHeld).Count(),
        }).SingleAsync(ct);
        return (owner.There, owner.Held >= MostHeld
            ? Refusal.Conflict(FileRefusals.TooManyHeld, MostHeld)
            : await LimitsAsync(db, owner.StructureId, owner.There, mayBeInternal: false, ct));
    }

    private async Task<Result<UploadLimits>> LimitsAsync(AppDbContext db, Guid structure, int there, bool mayBeInternal, CancellationToken ct)
    {
        if (await settings.NumbersAsync(db, [FileSettings.MaxPerRecord, FileSettings.MaxMegabytes, FileSettings.MaxRequestMegabytes], structure, ct) is not [var most, var perFile, var perRequest])
            throw new InvalidOperationException("Each setting has one value");
        if (there >= most) return Refusal.Conflict(FileRefusals.TooMany, most);
        return new UploadLimits((long)perFile << 20, ((long)Math.Max(perFile, perRequest) << 20) + Envelope, most - there, mayBeInternal);
    }
}
