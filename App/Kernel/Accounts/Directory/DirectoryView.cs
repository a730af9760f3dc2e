using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.Directory.Ldap;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Directory;

/// <param name="IsSound">Role and structure are ours; a line that is not sound gives nothing.</param>
public sealed record DirectoryRoleLine(DirectoryRole Line, bool IsSound);

/// <summary>The configuration as it counts, without the password, and how the directory is.</summary>
public sealed record DirectoryOverview(DirectorySettings Settings, DirectoryState State, IReadOnlyList<DirectoryRoleLine> Roles, int People);

/// <summary>What would become of somebody who signs in.</summary>
/// <param name="UserName">Of the account that is his; null where he would get one.</param>
/// <param name="MailTaken">His address belongs to an account of our own: he would be refused.</param>
public sealed record DirectoryTrial(DirectoryPerson Person, string? UserName, bool MailTaken, IReadOnlyList<DirectoryRole> Roles);

/// <summary>For the page of administration. Changes nothing. Refuses: forbidden, directory-off, directory-problem, directory-nobody.</summary>
[Needs(UserPermissions.Manage, Everywhere = true)]
public sealed class DirectoryView(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, DirectorySettings settings, DirectoryClient client, DirectoryBreaker breaker) : IUseCase
{
    public async Task<Result<DirectoryOverview>> ReadAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(UserPermissions.Manage)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var roles = (await db.Set<Role>().Select(r => r.Code).ToListAsync(ct)).ToHashSet();
        var structures = (await db.Set<Structure>().Select(s => s.Code).ToListAsync(ct)).ToHashSet();
        var people = await db.Set<User>().CountAsync(u => u.DirectoryName != null, ct);
        var lines = settings.Roles.Select(r => new DirectoryRoleLine(r, roles.Contains(r.Role) && (r.Structure is null || structures.Contains(r.Structure))));
        return new DirectoryOverview(settings with { BindPassword = "" }, breaker.State, [.. lines], people);
    }

    /// <summary>Whether it answers now.</summary>
    public async Task<Result> CheckAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(UserPermissions.Manage)) return Refusal.Forbidden;
        if (!settings.IsOn) return Refusal.Conflict("directory-off");
        return await client.CheckAsync(ct) is { } e ? ProblemOf(e) : Result.Ok;
    }

    public async Task<Result<DirectoryTrial>> TryAsync(string typed, CancellationToken ct)
    {
        if (!user.CanEverywhere(UserPermissions.Manage)) return Refusal.Forbidden;
        if (!settings.IsOn) return Refusal.Conflict("directory-off");
        if (typed.Trim().TrimStart('@') is not { Length: > 0 and <= 256 } name) return Refusal.Conflict("directory-nobody");
        try
        {
            return await client.FindAsync(new(name, null, null), ct) is { } found ? await JudgeAsync(found, ct) : Refusal.Conflict("directory-nobody");
        }
        catch (LdapUnavailableException e)
        {
            return ProblemOf(e);
        }
    }

    private async Task<DirectoryTrial> JudgeAsync(DirectoryPerson found, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var account = await DirectoryAccounts.FindAsync(db, found, ct);
        var isTaken = account is null && await DirectoryAccounts.IsTakenAsync(db, DirectoryAccounts.MailOf(found), Guid.Empty, ct);
        return new(found, account?.UserName, isTaken, [.. DirectoryRoles.LinesFor(settings, found.Groups)]);
    }

    private static Refusal ProblemOf(LdapUnavailableException e) =>
        new(RefusalKind.Unavailable, "directory-problem", new TextKey($"Directory.Problem.{e.Problem}"), e.Message);
}
