using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Api.Tokens;

/// <summary>Ends the session in which the request was made, and with it every token of it. Twice is harmless.</summary>
public sealed class CloseTokens(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task RunAsync(CancellationToken ct)
    {
        if (user.SessionId is not { } id) return;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var session = await db.Set<Session>().SingleOrDefaultAsync(s => s.Id == id && s.UserId == user.Id && s.EndedAt == null, ct);
        if (session is null) return;

        (session.EndedAt, session.EndedBy) = (clock.GetUtcNow(), SessionEnd.SignedOut);
        AuditWriter.Add(db, AuditAction.SignOut, "session", session.Id.ToString(), user.DisplayName);
        await db.SaveChangesAsync(ct);
        await Outbox.SignalAsync(db, new(SignalKind.Sessions, [session.Id]), ct);
        await transaction.CommitAsync(ct);
    }
}
