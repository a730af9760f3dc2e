using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts.Directory.Ldap;
using OpsFlux.Kernel.Accounts.Public;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Jobs;
using OpsFlux.Kernel.Settings;

namespace OpsFlux.Kernel.Accounts.Directory;

/// <summary>
/// Deactivates whom the directory disabled or no longer has, which ends his sessions and keys, and lets him back when it
/// has him again. What an administrator deactivated stays so.
/// </summary>
internal sealed class CheckDirectoryPeople(IDbContextFactory<AppDbContext> dbs, DirectorySettings settings, DirectoryClient client, ReadSettings choices, TimeProvider clock) : IScheduledJob
{
    public static readonly FlagSetting FollowsLeavers = new("Directory.FollowLeavers", true) { IsForAll = true };

    /// <summary>From so many people on, more than a fifth gone at once is taken for a slip in the base rather than for an exodus.</summary>
    private const int Crowd = 10, GoneFraction = 5;

    public async Task<JobOutcome> RunAsync(CancellationToken ct)
    {
        if (!settings.IsOn) return new("Job.accounts.directory.Off");
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await choices.FlagAsync(db, FollowsLeavers, Guid.Empty, ct)) return new("Job.accounts.directory.NotWanted");

        var people = await db.Set<User>().Where(u => u.DirectoryName != null && u.AnonymisedAt == null && (u.IsActive || u.DirectoryLeftAt != null)).OrderBy(u => u.Id).ToListAsync(ct);
        try
        {
            return await FollowAsync(db, people, await client.FindAllAsync([.. people.Select(p => DirectoryQuery.For("", p))], ct), ct);
        }
        catch (LdapUnavailableException e)
        {
            return new("Job.accounts.directory.Silent", e.Problem.ToString(), e.Message);
        }
    }

    private async Task<JobOutcome> FollowAsync(AppDbContext db, List<User> people, List<DirectoryPerson> found, CancellationToken ct)
    {
        var ids = found.Where(f => f.Id is not null).GroupBy(f => f.Id).ToDictionary(g => g.Key!, g => g.First());   // looked at just before
        var names = found.GroupBy(f => DistinguishedName.Normal(f.Name)).ToDictionary(g => g.Key, g => g.First());
        var gone = people.Where(p => EntryOf(p) is null).ToHashSet();
        if (people.Count >= Crowd && gone.Count > people.Count / GoneFraction) return new("Job.accounts.directory.TooMany", Text(gone.Count), Text(people.Count));

        var (left, back) = (0, 0);
        foreach (var person in people)
        {
            var isOut = EntryOf(person) is null or { IsDisabled: true };
            if (isOut && person.IsActive)
            {
                (person.IsActive, person.DirectoryLeftAt, left) = (false, clock.GetUtcNow(), left + 1);
                UserEvents.Raise(db, person, new UserDeactivated(person.Id, person.UserName ?? "", null));
            }
            else if (!isOut && person.DirectoryLeftAt is not null) (person.IsActive, person.DirectoryLeftAt, back) = (true, null, back + 1);
        }

        await db.SaveChangesAsync(ct);
        return new("Job.accounts.directory.Done", Text(people.Count), Text(left), Text(back));

        DirectoryPerson? EntryOf(User person) => person.DirectoryId is { } id ? ids.GetValueOrDefault(id) : names.GetValueOrDefault(DistinguishedName.Normal(person.DirectoryName ?? ""));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
