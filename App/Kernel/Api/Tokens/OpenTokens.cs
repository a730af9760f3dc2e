using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Tokens;

/// <summary>The first pair of tokens of a session that a door has just opened.</summary>
[PartOf]
public sealed class OpenTokens(IDbContextFactory<AppDbContext> dbs, TimeProvider clock) : IUseCase
{
    public async Task<TokenAnswer> RunAsync(Session session, User person, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var answer = TokenIssue.Add(db, session, person, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return answer;
    }

    /// <summary>Ends a session that has just been opened and gets no tokens: it would stand in its owner's list of sessions for nothing.</summary>
    public async Task DropAsync(Session session, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await SessionEnding.EndAsync(db, db.Set<Session>().Where(s => s.Id == session.Id), SessionEnd.SignedOut, ct);
        await transaction.CommitAsync(ct);
    }
}
