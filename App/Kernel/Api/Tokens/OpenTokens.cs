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
}
