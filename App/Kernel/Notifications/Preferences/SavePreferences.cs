using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications.Channels;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Notifying;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Notifications.Preferences;

/// <summary>One's own preferences, with what they can rest on.</summary>
/// <param name="IsOwn">False: they are the roles' or the standard.</param>
/// <param name="Offered">Channels that the organisation has set up.</param>
public sealed record PreferencesForm(PreferencesRequest Request, bool IsOwn, ChannelSet Offered, string? MailAddress, bool HasNumber);

/// <summary>
/// How one wants to be told: everybody signed in decides for himself. What is held back meanwhile follows the new choice at
/// once. Refuses: invalid, stale.
/// </summary>
[SignedInOnly("one's own preferences")]
public sealed class SavePreferences(
    IDbContextFactory<AppDbContext> dbs, ICurrentUser user, Recipients recipients, ChannelOffer channels, NewsBook book, ModuleCatalog catalog, GetOrganisation organisation, TimeProvider clock) : IUseCase
{
    private const int MostReplanned = 2_000;

    public async Task<Result<PreferencesForm>> LoadAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var me = await db.Set<User>().Where(u => u.Id == user.Id).Select(u => new { u.Email }).SingleOrDefaultAsync(ct);
        var facts = (await recipients.ReadAsync(db, [user.Id], ct)).GetValueOrDefault(user.Id)?.Facts;
        if (me is null || facts is null) return Refusal.NotFound;
        var version = await db.Set<ChosenPreferences>().Where(p => p.UserId == user.Id).Select(p => p.Version).SingleOrDefaultAsync(ct);
        return new PreferencesForm(PreferencesRequest.Of(facts.Preferences, version), version > 0, await channels.ReadAsync(db, ct), me.Email, facts.HasNumber);
    }

    public async Task<Result> RunAsync(PreferencesRequest request, CancellationToken ct)
    {
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var row = await db.Set<ChosenPreferences>().SingleOrDefaultAsync(p => p.UserId == user.Id, ct);
        if ((row?.Version ?? 0) != request.Version) return Refusal.Stale;
        var definition = PreferencesText.Write(request.ToPreferences());
        if (row is null) db.Add(new ChosenPreferences { UserId = user.Id, Definition = definition });
        else (row.Definition, row.Version) = (definition, row.Version + 1);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Refusal is { Code: "already-exists" }) return Refusal.Stale;    // another window was first
        if (saved.Failed) return saved;

        await ReplanAsync(db, request.ToPreferences(), ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    /// <summary>Forgets one's own choice: what the roles say counts again.</summary>
    public async Task<Result> ResetAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Set<ChosenPreferences>().SingleOrDefaultAsync(p => p.UserId == user.Id, ct) is not { } row) return Result.Ok;
        db.Remove(row);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved;
        if ((await recipients.ReadAsync(db, [user.Id], ct)).GetValueOrDefault(user.Id) is { } me) await ReplanAsync(db, me.Facts.Preferences, ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    /// <summary>What is held back waits by the new hours, or not at all; what is not wanted any more is not told.</summary>
    private async Task ReplanAsync(AppDbContext db, NotificationPreferences preferences, CancellationToken ct)
    {
        var (zone, now) = (await ZoneAsync(db, ct), clock.GetUtcNow());
        var quietUntil = WaitingTimes.QuietUntil(preferences, now, zone) ?? now;
        var digestAt = preferences.Digest is DigestRhythm.Never ? quietUntil : WaitingTimes.NextDigest(preferences, now, zone);
        var terms = await book.TermsAsync(db, ct);
        var waiting = await db.Set<NotificationDelivery>()
            .Where(d => d.UserId == user.Id && d.State == NotificationState.Pending && (d.Hold == Hold.QuietHours || d.Hold == Hold.Digest)).OrderBy(d => d.DueAt).Take(MostReplanned).ToListAsync(ct);
        foreach (var delivery in waiting)
        {
            if (SilenceOf(delivery, preferences, terms) is { } silence) DeliveryRecord.Skip(delivery, silence, now);
            else delivery.DueAt = delivery.Hold is Hold.Digest ? digestAt : quietUntil;
        }

        await db.SaveChangesAsync(ct);
        await Outbox.SignalAsync(db, new(SignalKind.Deliveries, []), ct);
    }

    private Silence? SilenceOf(NotificationDelivery delivery, NotificationPreferences preferences, NewsTerms terms)
    {
        var isForced = terms.Forced.Contains(delivery.Kind) || catalog.News.Any(k => k.Code == delivery.Kind && k.IsForced);
        if (isForced || delivery.Channel is not { } channel) return null;
        return DeliveryRule.SilenceOf(new(delivery.Category, delivery.Priority), preferences) ?? (preferences.For(delivery.Category).Has(channel) ? null : Silence.ChannelOff);
    }

    private async Task<TimeZoneInfo> ZoneAsync(AppDbContext db, CancellationToken ct)
    {
        var own = await db.Set<User>().Where(u => u.Id == user.Id).Select(u => u.ZoneId).SingleOrDefaultAsync(ct);
        return Recipients.ZoneOf((await organisation.RunAsync(ct)).ZoneId, own);
    }
}
