using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.People.Editing;

/// <summary>A free user name for somebody of this name. Refuses: forbidden.</summary>
[Needs(UserPermissions.Manage)]
public sealed class ProposeUserName(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<string>> RunAsync(string displayName, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await FreeAsync(db, displayName, ct);
    }

    /// <summary>karim.benali.atelier, or with the first number from 2 on that nobody has.</summary>
    internal static async Task<string> FreeAsync(AppDbContext db, string displayName, CancellationToken ct)
    {
        var organisation = await db.Set<OrganisationSettings>().Select(o => o.Name).SingleOrDefaultAsync(ct) ?? "";
        var wanted = UserNames.Propose(displayName, organisation);
        var parts = wanted.Split('.');
        var (begin, end) = (PersonVersion.Normal($"{parts[0]}.{parts[1]}"), PersonVersion.Normal($".{parts[2]}"));
        var taken = (await db.Set<User>().Where(u => u.NormalizedUserName!.StartsWith(begin) && u.NormalizedUserName.EndsWith(end)).Select(u => u.NormalizedUserName!).ToListAsync(ct)).ToHashSet();
        return FirstFree(wanted, taken);
    }

    internal static string FirstFree(string wanted, IReadOnlySet<string> taken) =>
        taken.Contains(PersonVersion.Normal(wanted))
            ? Enumerable.Range(2, taken.Count + 1).Select(n => UserNames.Numbered(wanted, n)).First(name => !taken.Contains(PersonVersion.Normal(name)))
            : wanted;
}
