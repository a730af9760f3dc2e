using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Records.Mentions;

/// <summary>
/// Before a text is sent: the names of those whom it mentions and who will not be told, because they may not read it.
/// Refuses: not-found, forbidden (who may not send it: names are not for guessing).
/// </summary>
[NeedsOnRecord(RecordRight.Contribute)]
public sealed class CheckMentions(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, RecordKinds kinds, Mentions mentions) : IUseCase
{
    public async Task<Result<IReadOnlyList<string>>> RunAsync(RecordRef record, string body, bool isInternal, CancellationToken ct)
    {
        if (!body.Contains('@')) return Array.Empty<string>();
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await kinds.AccessAsync(db, user, record, ct) is not { } access) return Refusal.NotFound;
        if (!(isInternal ? access.SeeInternal : access.Contribute)) return Refusal.Forbidden;
        return (await mentions.FindAsync(db, record, body, isInternal, ct)).Where(p => !p.MayRead).Select(p => p.Name).ToList();
    }
}
