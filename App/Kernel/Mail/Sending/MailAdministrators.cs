using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Mail.Sending;

/// <summary>Who can mend what is wrong with mail: whoever manages it for the whole organisation.</summary>
public sealed class MailAdministrators(IDbContextFactory<AppDbContext> dbs, AccessCache access)
{
    /// <summary>Those who hold the grant on paper, then those of them for whom it counts today: dates and structures are the cache's to judge.</summary>
    public async Task<IReadOnlyList<Guid>> AllAsync(CancellationToken ct)
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
