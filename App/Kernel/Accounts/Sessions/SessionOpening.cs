using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts.Public;
using OpsFlux.Kernel.Accounts.SigningIn;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Accounts.Sessions;

/// <summary>
/// Makes a session and all that belongs to it, in one transaction: the device it comes from, journal, audit, event, and
/// the mail that tells its owner. For the <see cref="Doorway"/> alone.
/// </summary>
public sealed class SessionOpening(SignInJournal journal, ReadSettings settings, KnownDevices devices, SignInMail mail, TimeProvider clock)
{
    public async Task<Session> OpenAsync(AppDbContext db, User person, SignInMethod method, DoorRequest how, bool hasSecondFactor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var device = await devices.MeetAsync(db, person, how, now, ct);
        var stays = how.Remember || how.IsApi;
        var limits = await settings.NumbersAsync(db, [stays ? SessionSettings.RememberedDays : SessionSettings.LongestDays, SessionSettings.IdleHours], person.StructureId, ct);
        var session = new Session
        {
            UserId = person.Id,
            Method = method,
            IsApi = how.IsApi,
            HasSecondFactor = hasSecondFactor,
            Owes = await DebtAsync(db, person, hasSecondFactor, now, ct),
            CreatedAt = now,
            LastSeenAt = now,
            ProvedAt = now,
            ExpiresAt = now.AddDays(limits[0]),
            IdleMinutes = stays ? null : 60 * limits[1],
            IpAddress = how.IpAddress,
            UserAgent = how.UserAgent?.CutTo(SignInRecord.LongestAgent),
            DeviceId = device.Device?.Id,
        };
        db.Add(session);
        journal.Add(db, new(person.UserName ?? "", method, SignInOutcome.SignedIn, person) { SessionId = session.Id }, how);
        UserEvents.Raise(db, person, new UserSignedIn(person.Id, method, device.IsNew, how.IsApi));
        await mail.AddAsync(db, person, session, device.IsNew, ct);
        await db.SaveChangesAsync(ct);
        return session;
    }

    private static async Task<SessionDebt> DebtAsync(AppDbContext db, User person, bool hasSecondFactor, DateTimeOffset now, CancellationToken ct)
    {
        if (person.MustChangePassword) return SessionDebt.ChangePassword;
        return !hasSecondFactor && await SecondFactorRule.HoldsAsync(db, person.Id, now, ct) ? SessionDebt.EnrolSecondFactor : SessionDebt.Nothing;
    }
}
