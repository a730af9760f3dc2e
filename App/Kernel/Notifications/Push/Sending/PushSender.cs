using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications.Push.Encryption;
using OpsFlux.Kernel.Outgoing;

namespace OpsFlux.Kernel.Notifications.Push.Sending;

/// <summary>
/// Hands a message to the push service of one device, once. Whether its person may still be told there is asked just before;
/// retrying, and choosing what is worth it, is for the caller.
/// </summary>
public sealed class PushSender(
    IDbContextFactory<AppDbContext> dbs, OutgoingHttp http, PushKeys keys, PushSecrets secrets, PushSettings settings, TimeProvider clock, ILogger<PushSender> log)
{
    /// <summary>In a row: an address that never answers would be waited for at every message.</summary>
    private const int MostFailures = 40;

    /// <summary>As long as services keep anything.</summary>
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(28);

    /// <param name="ttl">How long the service keeps it for a device that is off; zero: now or never.</param>
    /// <param name="topic">A message that waits at the service is replaced by a later one of the same topic; any text.</param>
    public async Task<PushOutcome> SendAsync(PushSubscription subscription, PushPayload payload, PushUrgency urgency, TimeSpan ttl, string? topic, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var outcome = await BeforehandAsync(db, subscription, ct) ?? await PostAsync(db, subscription, payload, urgency, ttl, topic, ct);
        await NoteAsync(db, subscription.Id, outcome, ct);
        if (outcome.Result is PushResult.Refused) log.LogWarning("A push message was refused: {Reason}", outcome.Reason);
        return outcome;
    }

    /// <summary>Null: it may be sent.</summary>
    private async Task<PushOutcome?> BeforehandAsync(AppDbContext db, PushSubscription subscription, CancellationToken ct)
    {
        if (settings.Subject is null) return new(PushResult.Refused, Reason: PushSettings.SubjectKey);
        var now = clock.GetUtcNow();
        var open = db.Set<Session>().Where(Session.IsOpenAt(now));
        var known = await (
            from p in db.Set<PushSubscription>()
            join person in db.Set<User>() on p.UserId equals person.Id
            join session in db.Set<Session>() on p.SessionId equals session.Id
            where p.Id == subscription.Id && p.UserId == subscription.UserId
            select new
            {
                MaySignIn = person.IsActive && person.AnonymisedAt == null && person.MergedIntoId == null,
                Session = session,
                IsOpen = open.Any(o => o.Id == session.Id),
            }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (known is not { MaySignIn: true, Session.EndedAt: null }) return new(PushResult.Gone, Reason: "session");
        var owes = known.IsOpen ? known.Session.Owes : await WakeAsync(db, subscription.Id, open, known.Session, ct);
        return owes is SessionDebt.Nothing ? null : new(PushResult.Asleep);
    }

    /// <summary>
    /// A session that nobody ended, but whose time is over, leaves its device to the next one of the same person in the same
    /// browser: he has signed in there again, and switched nothing off.
    /// </summary>
    private static async Task<SessionDebt?> WakeAsync(AppDbContext db, Guid id, IQueryable<Session> open, Session over, CancellationToken ct)
    {
        if (over.DeviceId is null) return null;
        var next = await open.Where(s => s.UserId == over.UserId && s.DeviceId == over.DeviceId && !s.IsApi)
            .OrderByDescending(s => s.LastSeenAt).ThenBy(s => s.Id).Select(s => new { s.Id, s.Owes }).FirstOrDefaultAsync(ct);
        if (next is null) return null;
        await db.Set<PushSubscription>().Where(p => p.Id == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.SessionId, next.Id), ct);
        return next.Owes;
    }

    private async Task<PushOutcome> PostAsync(AppDbContext db, PushSubscription subscription, PushPayload payload, PushUrgency urgency, TimeSpan ttl, string? topic, CancellationToken ct)
    {
        using var key = await keys.SigningKeyAsync(db, ct);
        if (key is null || settings.Subject is not { } subject || secrets.Open(subscription) is not { } auth) return new(PushResult.Refused, Reason: "key");
        var endpoint = new Uri(subscription.Endpoint);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        request.Content = new ByteArrayContent(PushEncryption.Encrypt(payload.ToBytes(), subscription.PublicKey, auth));
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.TryAddWithoutValidation("Authorization", VapidToken.Authorization(endpoint, subject, key, clock.GetUtcNow()));
        request.Headers.Add("TTL", SecondsOf(ttl));
        request.Headers.Add("Urgency", Word(urgency));
        if (topic is not null) request.Headers.Add("Topic", TopicOf(topic));
        return PushAnswers.Judge(await http.SendAsync(request, ct));
    }

    private async Task NoteAsync(AppDbContext db, Guid id, PushOutcome outcome, CancellationToken ct)
    {
        var row = db.Set<PushSubscription>().Where(p => p.Id == id);
        DateTimeOffset? now = clock.GetUtcNow();
        await (outcome.Result switch
        {
            PushResult.Accepted => row.ExecuteUpdateAsync(set => set.SetProperty(p => p.LastSuccessAt, now).SetProperty(p => p.Failures, 0), ct),
            PushResult.Gone => row.ExecuteDeleteAsync(ct),
            PushResult.PutOff or PushResult.Refused => row.ExecuteUpdateAsync(set => set.SetProperty(p => p.Failures, p => p.Failures + 1), ct),
            _ => Task.FromResult(0),
        });
        if (outcome.Result is PushResult.PutOff or PushResult.Refused) await row.Where(p => p.Failures >= MostFailures).ExecuteDeleteAsync(ct);
    }

    private static string SecondsOf(TimeSpan ttl) =>
        ((long)Math.Clamp(ttl.TotalSeconds, 0, LongestKept.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static string Word(PushUrgency urgency) => urgency switch
    {
        PushUrgency.VeryLow => "very-low",
        PushUrgency.Low => "low",
        PushUrgency.High => "high",
        _ => "normal",
    };

    /// <summary>At most 32 signs of base64url are allowed (RFC 8030, section 5.4): 24 bytes of the text's hash.</summary>
    private static string TopicOf(string topic) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(topic)).AsSpan(0, 24));
}
