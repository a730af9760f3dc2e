using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Lists.Views;

/// <summary>A group or structure that a view may be shared with.</summary>
public sealed record AudienceChoice(Guid Id, string Name);

/// <summary>With whom this person may share. Everybody only where his permission reaches all.</summary>
public sealed record AudienceChoices(bool Everyone, IReadOnlyList<AudienceChoice> Groups, IReadOnlyList<AudienceChoice> Structures);

/// <summary>Reads what one person made of a list, and with whom he may share. Refuses: forbidden, not-found (no such list).</summary>
[NeedsOfList]
public sealed class ReadPersonalList(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, IEnumerable<IListKind> lists) : IUseCase
{
    /// <summary>More saved views than this are not offered as tabs; one's own come first.</summary>
    private const int Most = 100;

    public async Task<Result<PersonalList>> RunAsync(string list, CancellationToken ct)
    {
        if (lists.SingleOrDefault(l => l.Code == list) is not { } kind) return Refusal.NotFound;
        if (!user.Can(kind.Permission)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var preference = await db.Set<ListPreference>().AsNoTracking().SingleOrDefaultAsync(p => p.UserId == user.Id && p.List == list, ct);
        var views = await ViewSharing.VisibleTo(db, user).Where(v => v.List == list)
            .OrderByDescending(v => v.OwnerId == user.Id).ThenBy(v => v.Name).ThenBy(v => v.Id).Take(Most)
            .Select(v => new
            {
                View = v,
                Owner = db.Set<User>().Where(u => u.Id == v.OwnerId).Select(u => u.DisplayName).First(),
                GroupStructure = db.Set<Group>().Where(g => g.Id == v.GroupId).Select(g => g.StructureId).FirstOrDefault(),
            }).AsNoTracking().ToListAsync(ct);
        return new PersonalList([.. views.Select(v => Card(v.View, v.Owner, v.GroupStructure))], preference);
    }

    [Needs(ListPermissions.Share)]
    public async Task<AudienceChoices> AudiencesAsync(CancellationToken ct)
    {
        if (user.ReachOf(ListPermissions.Share) is not { } reach) return new(false, [], []);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var structures = await db.Set<Organisation.Structure>().Where(s => reach.All || reach.Structures.Contains(s.Id))
            .OrderBy(s => s.Name).Take(Most).Select(s => new AudienceChoice(s.Id, s.Name)).ToListAsync(ct);
        var groups = await ViewSharing.Groups(db, user).OrderBy(g => g.Name).Take(Most).Select(g => new AudienceChoice(g.Id, g.Name)).ToListAsync(ct);
        return new(reach.All, groups, structures);
    }

    private ViewCard Card(SavedView v, string owner, Guid? groupStructure)
    {
        var isMine = v.OwnerId == user.Id;
        return new(v.Id, v.Name, v.Address, v.Columns, v.Audience, v.GroupId, v.StructureId, owner, isMine, isMine || ViewSharing.Reaches(user, v, groupStructure));
    }
}
