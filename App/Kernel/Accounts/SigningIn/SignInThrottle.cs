using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Accounts.SigningIn;

/// <summary>An attempt that was counted, or was not even begun because it came too soon.</summary>
/// <param name="Subject">Key of the account's counter, or of the known device's.</param>
/// <param name="Address">Key of the address's counter; null from a known device.</param>
/// <param name="BlockedFor">Null: go on.</param>
public sealed record SignInAttempt(string Subject, string? Address, TimeSpan? BlockedFor);

/// <summary>
/// How often somebody may guess, for all instances together. Each attempt is counted before a password is looked at, in the
/// statement that decides, so that a thousand at once get no more than one after the other. The first five for an account
/// are free; then it rests 1 s, 2 s, 4 s … 15 min after each. What comes meanwhile is not counted and prolongs nothing.
/// A device from which the person signed in before has a counter of its own: strangers cannot lock him out of it.
/// </summary>
public sealed class SignInThrottle(IDbContextFactory<AppDbContext> dbs, RestingKeys resting, TimeProvider clock)
{
    private const int FreeForAccount = 5, LongestForAccount = 900;

    /// <summary>An office shares an address: many may mistype there, and its rests are short.</summary>
    private const int FreeForAddress = 100, LongestForAddress = 60;

    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    /// <summary>The same statements for an account that exists and for one that does not.</summary>
    /// <param name="door">What is guessed: "name" for passwords, "code" for second factors.</param>
    public async Task<SignInAttempt> BeginAsync(string door, Guid? personId, string typed, DoorRequest how, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var isKnown = await IsKnownAsync(db, personId, how, ct);
        var subject = isKnown ? KeyOf("device", $"{door} {personId} {DeviceKeys.NameOf(how.DeviceKey)}") : AccountKey(door, personId, typed);
        var address = isKnown ? null : AddressKey(how.IpAddress);
        if ((resting.RestOf(subject) ?? (address is null ? null : resting.RestOf(address))) is { } left)
            return new(subject, address, AtLeastASecond(left));   // most of a flood ends here, without a statement
        if (!await CountAsync(db, subject, FreeForAccount, LongestForAccount, ct)) return new(subject, address, await RestAsync(db, subject, ct));

        if (address is null || await CountAsync(db, address, FreeForAddress, LongestForAddress, ct)) return new(subject, address, null);
        await UncountAsync(db, subject, ct);   // guesses that were not made do not hold up the account
        return new(subject, address, await RestAsync(db, address, ct));
    }

    /// <summary>It was the person himself: his account's counter ends, the address has one failure less.</summary>
    public async Task SucceedAsync(SignInAttempt attempt, CancellationToken ct)
    {
        resting.Forget(attempt.Subject);
        if (attempt.Address is not null) resting.Forget(attempt.Address);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Set<SignInFailures>().Where(f => f.Key == attempt.Subject).ExecuteDeleteAsync(ct);
        if (attempt.Address is { } address) await UncountAsync(db, address, ct);
    }

    /// <summary>For an administrator who unlocks somebody: strangers' guesses are forgotten.</summary>
    public static Task<int> ForgetAsync(AppDbContext db, Guid personId, CancellationToken ct)
    {
        string[] keys = [AccountKey("name", personId, ""), AccountKey("code", personId, "")];
        return db.Set<SignInFailures>().Where(f => keys.Contains(f.Key)).ExecuteDeleteAsync(ct);
    }

    /// <summary>For whoever has just set a password by the link of a mail: which says nothing of his second factor.</summary>
    public static Task<int> ForgetPasswordAsync(AppDbContext db, Guid personId, CancellationToken ct)
    {
        var key = KeyOf(personId);
        return db.Set<SignInFailures>().Where(f => f.Key == key).ExecuteDeleteAsync(ct);
    }

    /// <summary>Key of the counter of strangers' guesses at a person's password.</summary>
    internal static string KeyOf(Guid personId) => AccountKey("name", personId, "");

    /// <summary>True for the first <paramref name="most"/> takings of a key, ever.</summary>
    public async Task<bool> TakeAsync(string key, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await CountAsync(db, key, int.MaxValue, 0, ct, most);
    }

    /// <summary>What a taking was for did not happen.</summary>
    public async Task GiveBackAsync(string key, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await UncountAsync(db, key, ct);
    }

    /// <summary>
    /// Takes one of so many places, each free again so much later: never more than that within any such time, however many
    /// ask at once. Null: taken; else how long until one is free.
    /// </summary>
    public async Task<TimeSpan?> TakePlaceAsync(string what, Guid personId, int places, TimeSpan within, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (now, until) = (clock.GetUtcNow(), clock.GetUtcNow() + within);
        var keys = Enumerable.Range(0, places).Select(place => KeyOf(what, $"{personId} {place}")).ToArray();
        foreach (var key in keys)   // a handful
        {
            var taken = await db.Database.ExecuteSqlAsync(
                $"""
                 insert into kernel.sign_in_failures as f (key, count, last_at, blocked_until) values ({key}, 1, {now}, {until})
                 on conflict (key) do update set last_at = excluded.last_at, blocked_until = excluded.blocked_until where f.blocked_until <= {now}
                 """, ct);
            if (taken == 1) return null;
        }

        return AtLeastASecond(await db.Set<SignInFailures>().Where(f => keys.Contains(f.Key)).MinAsync(f => f.BlockedUntil, ct) - now ?? TimeSpan.Zero);
    }

    /// <summary>No taking of the key is left.</summary>
    public async Task ExhaustAsync(string key, int most, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Set<SignInFailures>().Where(f => f.Key == key).ExecuteUpdateAsync(set => set.SetProperty(f => f.Count, most), ct);
    }

    private static async Task<bool> IsKnownAsync(AppDbContext db, Guid? personId, DoorRequest how, CancellationToken ct)
    {
        if (DeviceKeys.HashOf(how.DeviceKey) is not { } hash) return false;
        var person = personId ?? Guid.Empty;   // asked for nobody too: the answer must not come sooner
        return await db.Set<KnownDevice>().AnyAsync(d => d.UserId == person && d.KeyHash == hash, ct);
    }

    /// <summary>False while the key rests, or has been taken as often as it may be.</summary>
    private async Task<bool> CountAsync(AppDbContext db, string key, int free, int longest, CancellationToken ct, int most = int.MaxValue)
    {
        var now = clock.GetUtcNow();
        var forgotten = now - Quiet;
        var counted = await db.Database.SqlQuery<int>(
            $"""
             insert into kernel.sign_in_failures as f (key, count, last_at) values ({key}, 1, {now})
             on conflict (key) do update set
                 count = case when f.last_at < {forgotten} then 1 else f.count + 1 end,
                 last_at = {now},
                 blocked_until = case when f.last_at >= {forgotten} and f.count + 1 >= {free}
                     then {now} + least(power(2, least(f.count + 1 - {free}, 20)), {longest}) * interval '1 second' end
             where (f.blocked_until is null or f.blocked_until <= {now}) and f.count < {most}
             returning count as "Value"
             """).ToListAsync(ct);
        return counted.Count > 0;
    }

    private static Task UncountAsync(AppDbContext db, string key, CancellationToken ct) => db.Set<SignInFailures>().Where(f => f.Key == key).ExecuteUpdateAsync(
        set => set.SetProperty(f => f.Count, f => f.Count > 0 ? f.Count - 1 : 0).SetProperty(f => f.BlockedUntil, (DateTimeOffset?)null), ct);

    private async Task<TimeSpan> RestAsync(AppDbContext db, string key, CancellationToken ct)
    {
        var until = await db.Set<SignInFailures>().Where(f => f.Key == key).Select(f => f.BlockedUntil).SingleOrDefaultAsync(ct);
        if (until is not null) resting.Learn(key, until.Value);
        return AtLeastASecond(until - clock.GetUtcNow() ?? TimeSpan.Zero);
    }

    private static TimeSpan AtLeastASecond(TimeSpan rest) => rest > TimeSpan.FromSeconds(1) ? rest : TimeSpan.FromSeconds(1);

    private static string AccountKey(string door, Guid? personId, string typed) => KeyOf(door, personId?.ToString() ?? typed.ToUpperInvariant());

    private static string? AddressKey(string? address) =>
        IPAddress.TryParse(address, out var parsed) ? KeyOf("address", CountedAddress.Of(parsed)) : null;

    private static string KeyOf(string kind, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))}");
}
