using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Mail.Sending;

/// <summary>Tells whoever can mend it, in the application alone, that no mail leaves. Once per pause, however often it is called.</summary>
public sealed class MailAlert(IDbContextFactory<AppDbContext> dbs, AccessCache access, Notifier notifier)
{
    public const string RecordKind = "mail-queue";

    public static readonly NewsKind Paused = new("kernel.mail.paused", NotificationCategory.Alert) { IsForced = true };

    public async Task TellAsync(Guid pauseId, SmtpOutcome problem, CancellationToken ct)
    {
        var message = new Message(Paused, "Notify.MailPaused", "/admin/mail", problem.Answer) { Priority = 3, InAppOnly = true };
        await notifier.TellAsync(new(pauseId, null, new RecordRef(RecordKind, pauseId)), [new(message, await AdministratorsAsync(ct)) { Reason = NewsReason.Administrator }], ct);
    }

    /// <summary>Those who hold the grant on paper, then those of them for whom it counts today: dates and structures are the cache's to judge.</summary>
    private async Task<List<Guid>> AdministratorsAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var grants = db.Set<Grant>().Where(g => g.Permission == MailPermissions.Manage);
        var assigned = db.Set<RoleAssignment>().Where(a => grants.Any(g => g.RoleId == a.RoleId));
        var candidates = await db.Set<User>()
            .Where(u => u.IsActive && (grants.Any(g => g.UserId == u.Id) || assigned.Any(a => a.UserId == u.Id)
                || db.Set<GroupMember>().Any(m => m.UserId == u.Id && assigned.Any(a => a.GroupId == m.GroupId))))
            .Select(u => u.Id).ToListAsync(ct);
        var administrators = new List<Guid>();
        foreach (var id in candidates)
            if ((await access.LoadAsync(id, ct)).ReachOf(MailPermissions.Manage) is { All: true }) administrators.Add(id);
        return administrators;
    }
}
