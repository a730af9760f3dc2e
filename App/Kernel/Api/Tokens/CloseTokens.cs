using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Api.Tokens;

/// <summary>Ends the session in which the request was made, and with it every token of it. Twice is harmless.</summary>
[SignedInOnly("one's own session")]
public sealed class CloseTokens(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task RunAsync(CancellationToken ct)
    {
        if (user.SessionId is not { } id) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        AuditWriter.Add(db, AuditAction.SignOut, "user", user.Id.ToString(), user.DisplayName);
        await db.SaveChangesAsync(ct);
        await SessionEnding.EndAsync(db, db.Set<Session>().Where(s => s.Id == id && s.UserId == user.Id), SessionEnd.SignedOut, ct);
        await transaction.CommitAsync(ct);
    }
}
