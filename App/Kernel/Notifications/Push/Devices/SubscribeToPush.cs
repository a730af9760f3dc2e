using System.Buffers.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Push.Encryption;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Push.Devices;

/// <summary>What a browser's <c>PushSubscription</c> says; keys in base64url.</summary>
public sealed record SubscribeToPushRequest(string? Endpoint, string? P256dh, string? Auth);

/// <summary>
/// Switches the browser on in which one is. What another person had switched on there goes over to whoever is signed in now: a
/// browser shows what one person is told, never two. Refuses: invalid, push.no-session, push.too-many.
/// </summary>
[SignedInOnly("one's own device")]
public sealed class SubscribeToPush(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PushSecrets secrets, TimeProvider clock) : IUseCase
{
    /// <summary>One at a time: neither may a person pass the limit, nor an endpoint have two owners.</summary>
    private const long Lock = 5728112351;

    public async Task<Result> RunAsync(SubscribeToPushRequest request, CancellationToken ct)
    {
        var (publicKey, auth) = (Decode(request.P256dh), Decode(request.Auth));
        if (!IsEndpoint(request.Endpoint)) return Refusal.Invalid(new FieldError(nameof(request.Endpoint), "push.endpoint"));
        if (publicKey is null || PointP256.Read(publicKey) is null) return Refusal.Invalid(new FieldError(nameof(request.P256dh), "push.key"));
        if (auth is not { Length: PushEncryption.AuthLength }) return Refusal.Invalid(new FieldError(nameof(request.Auth), "push.key"));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var session = await db.Set<Session>().AsNoTracking().Where(Session.IsOpenAt(clock.GetUtcNow())).SingleOrDefaultAsync(s => s.Id == user.SessionId && s.UserId == user.Id, ct);
        if (session is null) return Refusal.Conflict("push.no-session");

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", ct);
        var endpoint = request.Endpoint!;   // checked above
        if (await EnterAsync(db, session, endpoint, publicKey, secrets.Seal(auth), ct) is { } refusal) return refusal;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    private async Task<Refusal?> EnterAsync(AppDbContext db, Session session, string endpoint, byte[] publicKey, string auth, CancellationToken ct)
    {
        var known = await db.Set<PushSubscription>().SingleOrDefaultAsync(p => p.Endpoint == endpoint, ct);
        if (known?.UserId == user.Id)
        {
            (known.SessionId, known.PublicKey, known.Auth, known.UserAgent, known.Failures) = (session.Id, publicKey, auth, session.UserAgent, 0);
            return null;
        }

        if (await db.Set<PushSubscription>().CountAsync(p => p.UserId == user.Id, ct) >= PushSubscription.MostDevices)
            return Refusal.Conflict("push.too-many", PushSubscription.MostDevices);
        if (known is not null)
        {
            db.Remove(known);
            await db.SaveChangesAsync(ct);   // before the same endpoint comes back
        }

        db.Add(new PushSubscription
        {
            UserId = user.Id, SessionId = session.Id, Endpoint = endpoint, PublicKey = publicKey, Auth = auth, UserAgent = session.UserAgent, CreatedAt = clock.GetUtcNow(),
        });
        return null;
    }

    private static bool IsEndpoint(string? endpoint) =>
        endpoint is { Length: <= PushSubscription.LongestEndpoint } && endpoint.All(char.IsAscii)
        && Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo == "" && uri.Fragment == "";

    private static byte[]? Decode(string? text) => text is { Length: <= 200 } && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
