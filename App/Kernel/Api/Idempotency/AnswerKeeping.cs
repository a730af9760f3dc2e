using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Idempotency;

/// <summary>
/// Reads and fills kept answers. While an answer is being made its row has no status, and in place of a body a mark of
/// the request that makes it, so that no other request of the same key can fill it.
/// </summary>
[PartOf]
public sealed class AnswerKeeping(IDbContextFactory<AppDbContext> dbs, TimeProvider clock) : IUseCase
{
    /// <summary>From then on a key is free again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50), LongestWait = TimeSpan.FromSeconds(10);

    public async Task<KeptAnswer?> FindAsync(Guid caller, string key, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var expired = clock.GetUtcNow() - Kept;
        await db.Set<KeptAnswer>().Where(a => a.CallerId == caller && a.Key == key && a.CreatedAt < expired).ExecuteDeleteAsync(ct);
        return await ReadAsync(db, caller, key, ct);
    }

    private static Task<KeptAnswer?> ReadAsync(AppDbContext db, Guid caller, string key, CancellationToken ct) =>
        db.Set<KeptAnswer>().AsNoTracking().SingleOrDefaultAsync(a => a.CallerId == caller && a.Key == key, ct);

    /// <summary>What was done stays done: also for a client that is gone.</summary>
    public async Task FillAsync(KeptAnswer mine, ApiContent content)
    {
        await using var db = await dbs.CreateDbContextAsync(CancellationToken.None);
        await db.Set<KeptAnswer>().Where(a => a.CallerId == mine.CallerId && a.Key == mine.Key && a.Status == 0 && a.Body == mine.Body)
            .ExecuteUpdateAsync(set => set
                .SetProperty(a => a.Status, content.Status).SetProperty(a => a.ContentType, content.ContentType).SetProperty(a => a.Location, content.Location)
                .SetProperty(a => a.ETag, content.ETag).SetProperty(a => a.Body, content.Body), CancellationToken.None);
    }

    /// <summary>The first answer, waited for while it is being made; or why there is none.</summary>
    public async Task<IResult> ReplayAsync(KeptAnswer kept, byte[] fingerprint, CancellationToken ct)
    {
        if (!kept.Fingerprint.AsSpan().SequenceEqual(fingerprint)) return ApiAnswer.Refused(StatusCodes.Status422UnprocessableEntity, ApiRefusals.KeyReused);
        for (var waited = TimeSpan.Zero; waited < LongestWait; waited += Look)
        {
            if (kept.Status != 0) return new ApiContent(kept.Status, kept.ContentType, kept.Location, kept.ETag, kept.Body);
            if (clock.GetUtcNow() - kept.CreatedAt > LongestWait) return ApiAnswer.Refused(StatusCodes.Status409Conflict, ApiRefusals.AnswerLost);
            await Task.Delay(Look, clock, ct);
            await using var db = await dbs.CreateDbContextAsync(ct);
            if (await ReadAsync(db, kept.CallerId, kept.Key, ct) is not { } now) break;
            kept = now;
        }

        return ApiAnswer.Refused(StatusCodes.Status409Conflict, new(RefusalKind.Conflict, ApiRefusals.KeyInProgress), retryAfter: 1);
    }
}
