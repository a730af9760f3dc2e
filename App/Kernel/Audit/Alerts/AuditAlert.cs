using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Audit.Alerts;

/// <summary>What administrators are told, as a resource key with what fills it.</summary>
public sealed record AlertText(string Key, string Href, params string[] Arguments);

/// <summary>Tells the administrators in the application, once for each pattern and window.</summary>
public sealed class AuditAlert(IDbContextFactory<AppDbContext> dbs, Notifier notifier, TimeProvider clock)
{
    public static readonly NewsKind Kind = new("kernel.audit.alerted", NotificationCategory.Alert) { IsForced = true };

    /// <param name="rule">With <paramref name="occasion"/> names the alert: told again of the same, nobody hears of it twice.</param>
    public async Task TellAsync(string rule, string occasion, AlertText text, CancellationToken ct)
    {
        var alert = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule}\n{occasion}")).AsSpan(0, 16));
        // No author: who is told may be whose account somebody else has.
        var message = new Message(Kind, text.Key, text.Href, text.Arguments) { Priority = 3 };
        await notifier.TellAsync(new(alert, null, new RecordRef("audit_alert", alert)), [new(message, await AdministratorsAsync(ct)) { Reason = NewsReason.Administrator }], ct);
    }

    private async Task<List<Guid>> AdministratorsAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var held =
            from assignment in db.Set<RoleAssignment>()
            join role in db.Set<Role>() on assignment.RoleId equals role.Id
            where role.Code == BuiltInRoles.Administrator
                && (assignment.ValidFrom == null || assignment.ValidFrom <= now) && (assignment.ValidTo == null || assignment.ValidTo > now)
            select assignment;
        return await held.Where(a => a.UserId != null).Select(a => a.UserId!.Value)
            .Union(held.Where(a => a.GroupId != null).Join(db.Set<GroupMember>(), a => a.GroupId, m => m.GroupId, (_, m) => m.UserId)).ToListAsync(ct);
    }
}
