using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api.Auth;
using OpsFlux.Kernel.Data;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Api.Tokens;

/// <summary>Makes a session's next pair of tokens. What is answered is stored nowhere: the row has hashes alone.</summary>
internal static class TokenIssue
{
    public static readonly TimeSpan AccessFor = TimeSpan.FromMinutes(15), RefreshFor = TimeSpan.FromDays(7);

    public static TokenAnswer Add(AppDbContext db, Session session, User person, DateTimeOffset now)
    {
        var (access, refresh) = (Secrets.New(Secrets.Access), Secrets.New(Secrets.Refresh));
        db.Add(new ApiToken
        {
            SessionId = session.Id,
            AccessHash = Secrets.Hash(access, Secrets.Access)!,   // made just now
            AccessExpiresAt = now + AccessFor,
            RefreshHash = Secrets.Hash(refresh, Secrets.Refresh)!,
            RefreshExpiresAt = Earlier(now + RefreshFor, session.ExpiresAt),
        });
        return new()
        {
            AccessToken = access,
            RefreshToken = refresh,
            ExpiresIn = (int)AccessFor.TotalSeconds,
            User = new(person.Id, person.UserName ?? "", person.DisplayName, person.Language),
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
