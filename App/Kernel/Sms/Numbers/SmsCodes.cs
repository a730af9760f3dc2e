using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Audit.Proof;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Sms.Numbers;

/// <summary>A code as it is sent: nobody reads it anywhere afterwards.</summary>
public sealed record IssuedCode(Guid Id, string Code);

/// <summary>
/// Makes codes, counts them and has them used once. Whoever issues holds the person's row and, by a lock, the number until
/// the transaction ends: requests that come at once are counted one after the other.
/// </summary>
/// <param name="key">Absent in hosts that send nothing.</param>
public sealed class SmsCodes(TimeProvider clock, AuditKey? key = null)
{
    public const int Digits = 6, MostTries = 5;
    public static readonly TimeSpan NumberLifetime = TimeSpan.FromMinutes(10), SignInLifetime = TimeSpan.FromMinutes(5);

    /// <summary>So many within so long.</summary>
    private readonly record struct Limit(int Most, TimeSpan Within);

    private static readonly Limit[] NumbersOfPerson = [new(3, TimeSpan.FromMinutes(15)), new(10, TimeSpan.FromDays(1))];

    /// <summary>For a number's owner, whoever asks in turn to confirm it.</summary>
    private static readonly Limit[] RequestsForNumber = [new(5, TimeSpan.FromHours(1)), new(10, TimeSpan.FromDays(1))];

    private static readonly Limit[] SignInsOfPerson = [new(6, TimeSpan.FromHours(1))];

    /// <summary>In the caller's transaction, which holds the person's row. What was issued before for the same end counts no more. Refuses: sms-too-many.</summary>
    /// <param name="challengeId">Null: to confirm the number.</param>
    public async Task<Result<IssuedCode>> IssueAsync(AppDbContext db, Guid userId, string phone, Guid? challengeId, CancellationToken ct)
    {
        var (purpose, now) = (challengeId is null ? SmsCodePurpose.Number : SmsCodePurpose.SignIn, clock.GetUtcNow());
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"sms {phone}"}, 0))", ct);
        if (await RestAsync(db, userId, phone, purpose, now, ct) is { } rest) return Refusal.Conflict("sms-too-many", (int)Math.Ceiling(rest.TotalMinutes));

        await Live(db, userId, purpose, now).Where(c => c.ChallengeId == challengeId).ExecuteUpdateAsync(set => set.SetProperty(c => c.ExpiresAt, now), ct);
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
        var row = new SmsCode
        {
            UserId = userId,
            Purpose = purpose,
            ChallengeId = challengeId,
            Phone = phone,
            Hash = HashOf(userId, phone, challengeId, code),
            SentAt = now,
            ExpiresAt = now + (purpose is SmsCodePurpose.Number ? NumberLifetime : SignInLifetime),
        };
        db.Add(row);
        await db.SaveChangesAsync(ct);
        return new IssuedCode(row.Id, code);
    }

    /// <summary>It never left: it counts against nobody.</summary>
    public static Task<int> ForgetAsync(AppDbContext db, Guid codeId, CancellationToken ct) => db.Set<SmsCode>().Where(c => c.Id == codeId).ExecuteDeleteAsync(ct);

    /// <summary>No code that was sent to somebody is good any more.</summary>
    public Task<int> VoidAsync(AppDbContext db, Guid userId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.Set<SmsCode>().Where(c => c.UserId == userId && c.ExpiresAt > now).ExecuteUpdateAsync(set => set.SetProperty(c => c.ExpiresAt, now), ct);
    }

    /// <summary>The number that waits to be confirmed; null for none, or for one whose code was guessed at too often.</summary>
    public Task<string?> PendingAsync(AppDbContext db, Guid userId, CancellationToken ct) =>
        Live(db, userId, SmsCodePurpose.Number, clock.GetUtcNow()).Where(c => c.Tries < MostTries).OrderByDescending(c => c.SentAt).ThenByDescending(c => c.Id).Select(c => (string?)c.Phone).FirstOrDefaultAsync(ct);

    /// <summary>Counts a guess before it is looked at: false once five were made. Outside of any transaction that may be undone.</summary>
    public async Task<bool> TryAsync(AppDbContext db, Guid userId, string phone, CancellationToken ct) =>
        await Live(db, userId, SmsCodePurpose.Number, clock.GetUtcNow()).Where(c => c.Phone == phone && c.Tries < MostTries).ExecuteUpdateAsync(set => set.SetProperty(c => c.Tries, c => c.Tries + 1), ct) > 0;

    /// <summary>True once for the right code, whoever else tries at the same moment: the statement that notes the use decides.</summary>
    public async Task<bool> UseAsync(AppDbContext db, Guid userId, string phone, Guid? challengeId, string typed, CancellationToken ct)
    {
        var (purpose, now) = (challengeId is null ? SmsCodePurpose.Number : SmsCodePurpose.SignIn, clock.GetUtcNow());
        var hash = HashOf(userId, phone, challengeId, typed);
        return await Live(db, userId, purpose, now).Where(c => c.ChallengeId == challengeId && c.Phone == phone && c.Hash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), ct) == 1;
    }

    private static IQueryable<SmsCode> Live(AppDbContext db, Guid userId, SmsCodePurpose purpose, DateTimeOffset now) =>
        db.Set<SmsCode>().Where(c => c.UserId == userId && c.Purpose == purpose && c.UsedAt == null && c.ExpiresAt > now);

    /// <summary>How long until another may be sent; null: now.</summary>
    private static async Task<TimeSpan?> RestAsync(AppDbContext db, Guid userId, string phone, SmsCodePurpose purpose, DateTimeOffset now, CancellationToken ct)
    {
        var sent = db.Set<SmsCode>().Where(c => c.Purpose == purpose);
        var mine = await RestAsync(sent.Where(c => c.UserId == userId), purpose is SmsCodePurpose.Number ? NumbersOfPerson : SignInsOfPerson, now, ct);
        var its = purpose is SmsCodePurpose.Number ? await RestAsync(sent.Where(c => c.Phone == phone), RequestsForNumber, now, ct) : null;
        return mine > its || its is null ? mine : its;
    }

    private static async Task<TimeSpan?> RestAsync(IQueryable<SmsCode> sent, Limit[] limits, DateTimeOffset now, CancellationToken ct)
    {
        TimeSpan? longest = null;
        foreach (var limit in limits)   // two at most
        {
            var since = now - limit.Within;
            var oldest = await sent.Where(c => c.SentAt > since).OrderByDescending(c => c.SentAt).Skip(limit.Most - 1).Select(c => (DateTimeOffset?)c.SentAt).FirstOrDefaultAsync(ct);
            if (oldest + limit.Within - now is { } rest && (longest is null || rest > longest)) longest = rest;
        }

        return longest;
    }

    private byte[] HashOf(Guid userId, string phone, Guid? challengeId, string code) =>
        (key ?? throw new InvalidOperationException("Codes need the key that lies outside the database."))
        .Hash(new AuditBytes("sms code 1").Add(userId).Add(phone).Add(challengeId).Add(code).Written);
}
