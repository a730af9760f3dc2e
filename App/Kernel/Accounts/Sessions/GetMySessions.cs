using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <param name="IsThis">The one the question is asked in.</param>
public sealed record OpenSession(Guid Id, bool IsThis, bool IsApi, SignInMethod Method, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? IpAddress, string? UserAgent);

/// <summary>One's own open sessions, this one first, then those used last: everybody who is signed in may see his own.</summary>
[SignedInOnly("one's own sessions")]
public sealed class GetMySessions(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    private const int Most = 200;

    public async Task<IReadOnlyList<OpenSession>> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var open = await db.Set<Session>().Where(Session.IsOpenAt(clock.GetUtcNow())).Where(s => s.UserId == user.Id)
            .OrderByDescending(s => s.LastSeenAt).ThenByDescending(s => s.Id).Take(Most)
            .Select(s => new OpenSession(s.Id, s.Id == user.SessionId, s.IsApi, s.Method, s.CreatedAt, s.LastSeenAt, s.IpAddress, s.UserAgent)).ToListAsync(ct);
        return [.. open.OrderByDescending(s => s.IsThis)];
    }
}
