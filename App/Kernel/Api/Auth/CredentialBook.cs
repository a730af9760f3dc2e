using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api.Keys;
using OpsFlux.Kernel.Api.Tokens;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Api.Auth;

/// <summary>
/// Finds who stands behind a token or key: one statement, remembered for seconds. A session that ends, a key that is
/// revoked or a person who is put out of work is signalled to every instance and forgotten at once; the seconds bound it where a signal is lost.
/// </summary>
internal sealed class CredentialBook : IDisposable
{
    private const int Most = 10_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5), UseWritten = TimeSpan.FromMinutes(5);

    private readonly IServiceScopeFactory scopes;
    private readonly Signals signals;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, Held> held = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> used = new();
    private long forgotten;

    public CredentialBook(IServiceScopeFactory scopes, Signals signals, TimeProvider clock)
    {
        (this.scopes, this.signals, this.clock) = (scopes, signals, clock);
        signals.Received += Hear;
    }

    public void Dispose() => signals.Received -= Hear;

    /// <summary>Null: unknown, expired, revoked, of a session that ended, or of somebody who may not come in any more.</summary>
    public async Task<Credential?> FindAsync(string secret, string? ipAddress, CancellationToken ct)
    {
        var (access, key) = (Secrets.Hash(secret, Secrets.Access), Secrets.Hash(secret, Secrets.Key));
        if ((access ?? key) is not { } hash) return null;
        var now = clock.GetUtcNow();
        var name = Convert.ToHexString(hash);
        if (!held.TryGetValue(name, out var known) || now - known.ReadAt >= Remembered || now < known.ReadAt) known = await ReadAsync(name, hash, isKey: key is not null, now, ct);
        if (known is null || known.Credential.ExpiresAt <= now) return null;
        if (known.Credential.KeyId is { } keyId) await NoteUseAsync(keyId, now, ipAddress, ct);
        return known.Credential;
    }

    /// <summary>Everything is read again: what ended is not told from what did not.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref forgotten);
        held.Clear();
    }

    private void Hear(Signal signal)
    {
        if (signal.Kind is SignalKind.Sessions or SignalKind.ApiKeys or SignalKind.Access or SignalKind.Resync) Forget();
    }

    private async Task<Held?> ReadAsync(string name, byte[] hash, bool isKey, DateTimeOffset now, CancellationToken ct)
    {
        var before = Interlocked.Read(ref forgotten);
        var credential = await WithDbAsync(db => isKey ? ReadKeyAsync(db, hash, now, ct) : ReadTokenAsync(db, hash, now, ct), ct);
        held.TryRemove(name, out _);
        if (credential is null) return null;
        var read = new Held(credential, now);
        if (held.Count >= Most) held.Clear();
        // What was read while something ended may be from before the end.
        if (before == Interlocked.Read(ref forgotten)) held[name] = read;
        return read;
    }

    private static async Task<Credential?> ReadTokenAsync(AppDbContext db, byte[] hash, DateTimeOffset now, CancellationToken ct)
    {
        var found = await (
            from token in db.Set<ApiToken>()
            join session in db.Set<Session>() on token.SessionId equals session.Id
            join user in db.Set<User>() on session.UserId equals user.Id
            where token.AccessHash == hash && session.EndedAt == null && session.ExpiresAt > now && user.IsActive
            select new { token.AccessExpiresAt, session.ExpiresAt, session.Id, UserId = user.Id, user.DisplayName, user.Language, user.ZoneId }).SingleOrDefaultAsync(ct);
        return found is null ? null
            : new(found.UserId, found.DisplayName, found.Language, found.ZoneId, found.AccessExpiresAt < found.ExpiresAt ? found.AccessExpiresAt : found.ExpiresAt, found.Id, null, []);
    }

    private static async Task<Credential?> ReadKeyAsync(AppDbContext db, byte[] hash, DateTimeOffset now, CancellationToken ct)
    {
        var found = await (
            from key in db.Set<ApiKey>()
            join user in db.Set<User>() on key.UserId equals user.Id
            where key.Hash == hash && key.RevokedAt == null && key.ExpiresAt > now
                && user.IsActive && user.AnonymisedAt == null && user.MergedIntoId == null && (user.LockoutEnd == null || user.LockoutEnd <= now)   // who may not come in by a door either
            select new { key.ExpiresAt, key.Id, key.Permissions, UserId = user.Id, user.DisplayName, user.Language, user.ZoneId }).SingleOrDefaultAsync(ct);
        return found is null ? null
            : new(found.UserId, found.DisplayName, found.Language, found.ZoneId, found.ExpiresAt, null, found.Id, found.Permissions);
    }

    /// <summary>To within some minutes: not every request writes. A database that does not answer costs nobody his request.</summary>
    private async Task NoteUseAsync(Guid keyId, DateTimeOffset now, string? ipAddress, CancellationToken ct)
    {
        if (used.TryGetValue(keyId, out var last) && now - last < UseWritten) return;
        used[keyId] = now;
        try
        {
            await WithDbAsync(db => db.Database.ExecuteSqlAsync(
                $"""
                 insert into kernel.api_key_uses (key_id, at, ip_address) values ({keyId}, {now}, {ipAddress})
                 on conflict (key_id) do update set at = excluded.at, ip_address = excluded.ip_address
                 """, ct), ct);
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            used.TryRemove(keyId, out _);   // written with the next request instead
        }
    }

    private async Task<T> WithDbAsync<T>(Func<AppDbContext, Task<T>> act, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(ct);
        return await act(db);
    }

    private sealed record Held(Credential Credential, DateTimeOffset ReadAt);
}
