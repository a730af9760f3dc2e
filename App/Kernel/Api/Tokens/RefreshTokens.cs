using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Tokens;

/// <summary>
/// Exchanges a refresh token for the next pair, once. A token shown again later ends its session with all its tokens: one
/// of two holders is a thief. Within <see cref="Race"/> it is taken for two requests of one client at once, and the second
/// is refused alone. Refuses: invalid-refresh-token, refresh-raced.
/// </summary>
[AnyoneMay("whoever holds the token")]
public sealed class RefreshTokens(IDbContextFactory<AppDbContext> dbs, CurrentUser current, TimeProvider clock) : IUseCase
{
    public static readonly TimeSpan Race = TimeSpan.FromSeconds(5);

    private static readonly Refusal Invalid = new(RefusalKind.Forbidden, ApiRefusals.InvalidRefreshToken);

    public async Task<Result<TokenAnswer>> RunAsync(string refreshToken, string? ipAddress, CancellationToken ct)
    {
        if (Secrets.Hash(refreshToken, Secrets.Refresh) is not { } hash) return Invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // Locked: of two that come at once the second sees what the first did.
        var token = await db.Set<ApiToken>().FromSql($"select * from kernel.api_tokens where refresh_hash = {hash} for update").SingleOrDefaultAsync(ct);
        if (token is null) return Invalid;
        var session = await db.Set<Session>().SingleAsync(s => s.Id == token.SessionId, ct);
        var person = await db.Set<User>().SingleAsync(u => u.Id == session.UserId, ct);
        var now = clock.GetUtcNow();
        if (session.EndedAt is not null || session.ExpiresAt <= now || token.RefreshExpiresAt <= now || !person.IsActive) return Invalid;

        current.Become(person.Id, person.DisplayName, ipAddress);
        if (token.RotatedAt is { } rotated && now - rotated <= Race) return Refusal.Conflict(ApiRefusals.RefreshRaced);
        if (token.RotatedAt is not null) return await EndAsync(db, transaction, session, person, ct);

        var answer = Rotate(db, token, session, person, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return answer;
    }

    private static TokenAnswer Rotate(AppDbContext db, ApiToken token, Session session, User person, DateTimeOffset now)
    {
        token.RotatedAt = session.LastSeenAt = now;
        return TokenIssue.Add(db, session, person, now);
    }

    private static async Task<Refusal> EndAsync(AppDbContext db, IDbContextTransaction transaction, Session session, User person, CancellationToken ct)
    {
        AuditWriter.Add(db, AuditAction.SignOut, "user", person.Id.ToString(), nameof(SessionEnd.TokenReused));
        await db.SaveChangesAsync(ct);
        await SessionEnding.EndAsync(db, db.Set<Session>().Where(s => s.Id == session.Id), SessionEnd.TokenReused, ct);
        await transaction.CommitAsync(ct);
        return Invalid;
    }
}
