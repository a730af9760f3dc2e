using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Mail.Mime;
using OpsFlux.Kernel.Mail.Refused;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Push;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Organisation;

namespace OpsFlux.Kernel.Notifications.Notifying;

/// <summary>A person who might be told.</summary>
public sealed record Recipient(Guid Id, bool IsActive, RecipientFacts Facts);

/// <summary>Reads what the rule has to know of people, in five statements at most, however many they are. Unknown ids are absent.</summary>
public sealed class Recipients(GetOrganisation organisation, PushSettings push)
{
    public async Task<IReadOnlyDictionary<Guid, Recipient>> ReadAsync(AppDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var people = await (
            from u in db.Set<User>().Where(u => ids.Contains(u.Id))
            join p in db.Set<ChosenPreferences>() on u.Id equals p.UserId into chosen
            from p in chosen.DefaultIfEmpty()
            select new { u.Id, u.IsActive, u.Email, u.DisplayName, u.ZoneId, HasNumber = u.PhoneNumber != null && u.PhoneNumberConfirmed, Definition = p == null ? null : p.Definition }).ToListAsync(ct);
        var defaults = await DefaultsAsync(db, [.. people.Where(p => p.Definition is null).Select(p => p.Id)], ct);
        var refused = await MailRefusals.AmongAsync(db, [.. people.Select(p => p.Email).OfType<string>()], ct);
        var devices = await DevicesAsync(db, ids, ct);
        var ours = (await organisation.RunAsync(ct)).ZoneId;
        return people.ToDictionary(p => p.Id, p => new Recipient(p.Id, p.IsActive, new(
            p.Definition is null ? NotificationPreferences.Widest([.. defaults[p.Id]]) : PreferencesText.Read(p.Definition), ZoneOf(ours, p.ZoneId))
        {
            HasMailAddress = Mailbox.Of(p.Email, p.DisplayName) is not null,
            MailRefused = p.Email is { } address && refused.Contains(address.ToLowerInvariant()),
            HasNumber = p.HasNumber,
            Devices = [.. devices[p.Id]],
        }));
    }

    internal static TimeZoneInfo ZoneOf(string? ours, string? own)
    {
        var zone = new ReaderZone();
        zone.Set(ours);
        zone.Set(own);
        return zone.Zone;
    }

    private async Task<ILookup<Guid, Guid>> DevicesAsync(AppDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (push.Subject is null) return Enumerable.Empty<Guid>().ToLookup(x => x);
        var rows = await db.Set<PushSubscription>().Where(p => ids.Contains(p.UserId)).OrderBy(p => p.Id).Select(p => new { p.UserId, p.Id }).ToListAsync(ct);
        return rows.ToLookup(r => r.UserId, r => r.Id);
    }

    /// <summary>What their roles say, for those who chose nothing themselves: by the roles' codes in order, so that it is the same each time.</summary>
    private static async Task<ILookup<Guid, NotificationPreferences>> DefaultsAsync(AppDbContext db, Guid[] ids, CancellationToken ct)
    {
        if (ids.Length == 0) return Enumerable.Empty<(Guid, NotificationPreferences)>().ToLookup(x => x.Item1, x => x.Item2);
        var now = db.Clock.GetUtcNow();
        var rows = await (
            from d in db.Set<RolePreferences>()
            join role in db.Set<Role>() on d.RoleId equals role.Id
            from a in db.Set<RoleAssignment>().Where(a => a.RoleId == d.RoleId && (a.ValidFrom == null || a.ValidFrom <= now) && (a.ValidTo == null || a.ValidTo > now))
            from u in db.Set<User>().Where(u => ids.Contains(u.Id) && (a.UserId == u.Id
                || db.Set<GroupMember>().Any(m => m.UserId == u.Id && m.GroupId == a.GroupId && db.Set<Group>().Any(g => g.Id == m.GroupId && g.IsActive))))
            orderby role.Code
            select new { u.Id, role.Code, d.Definition }).Distinct().ToListAsync(ct);
        return rows.OrderBy(r => r.Code, StringComparer.Ordinal).ToLookup(r => r.Id, r => PreferencesText.Read(r.Definition));
    }
}
