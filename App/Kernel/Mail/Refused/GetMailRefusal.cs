using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.People;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Mail.Refused;

/// <summary>
/// What the mail server says of a person's address: one's own, or that of somebody one may see in the administration. Null
/// where nothing is wrong with it, and for whoever is out of one's reach: nothing is said of him.
/// </summary>
[SignedInOnly("one's own address; another's within one's reach of UserPermissions.View")]
public sealed class GetMailRefusal(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<MailRefusal?>> RunAsync(Guid personId, CancellationToken ct)
    {
        if (personId != user.Id && !user.Can(UserPermissions.View)) return (MailRefusal?)null;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var people = personId == user.Id ? db.Set<User>() : db.Set<User>().InReach(user, UserPermissions.View);
        var person = await people.Where(u => u.Id == personId).Select(u => new { u.Email }).SingleOrDefaultAsync(ct);
        var address = person?.Email?.ToLowerInvariant();
        return await db.Set<MailRefusal>().AsNoTracking().SingleOrDefaultAsync(r => r.Address == address, ct);
    }
}
