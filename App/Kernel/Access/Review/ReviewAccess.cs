using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access.Delegations;
using OpsFlux.Kernel.Access.Granting;
using OpsFlux.Kernel.Access.Roles;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Access.Review;

/// <param name="Delegations">In force or to come, of lenders in sight.</param>
public sealed record ReviewChoices(IReadOnlyList<RoleLine> Roles, IReadOnlyList<StructureChoice> Structures, IReadOnlyList<DelegationLine> Delegations);

/// <param name="Rows">Streams from the database while it is read; read it once.</param>
public sealed record ExportedReview(string Organisation, IAsyncEnumerable<ReviewLine> Rows);

/// <summary>
/// Who holds what, by whatever way, person by person, of the structures in which this user may look. One statement a page.
/// Refuses: forbidden.
/// </summary>
[Needs(AccessPermissions.View)]
public sealed class ReviewAccess(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ListRoles roles, TimeProvider clock) : IUseCase
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);
    private const int MostDelegations = 200;

    public async Task<Result<ListPage<ReviewLine>>> RunAsync(ReviewFilter filter, int size, CancellationToken ct)
    {
        if (user.ReachOf(AccessPermissions.View) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await InOrder(Matching(db, filter, reach), filter.After).Take(size + 1).ToListAsync(ct);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        return new ListPage<ReviewLine>(rows, more ? rows[^1].At().ToString() : null);
    }

    /// <summary>The same lines, all of them; the audit log keeps that they were taken out.</summary>
    /// <param name="said">The filters in words, for the log.</param>
    public async Task<Result<ExportedReview>> ExportAsync(ReviewFilter filter, string format, string said, CancellationToken ct)
    {
        if (user.ReachOf(AccessPermissions.View) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var organisation = await db.Set<OrganisationSettings>().Select(o => o.Name).SingleOrDefaultAsync(ct) ?? "OpsFlux";
        var count = await Matching(db, filter, reach).CountAsync(ct);
        AuditWriter.Add(db, AuditAction.Export, "access", null, $"{format}, {count}: {said}");
        await db.SaveChangesAsync(ct);
        return new ExportedReview(organisation, Stream(filter, reach, ct));
    }

    public async Task<ReviewChoices> ChoicesAsync(CancellationToken ct)
    {
        if (user.ReachOf(AccessPermissions.View) is not { } reach) return new([], [], []);
        var all = await roles.RunAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (ids, now) = (reach.Structures, clock.GetUtcNow());
        var structures = await db.Set<Structure>().Where(s => reach.All || ids.Contains(s.Id)).OrderBy(s => s.Name).Select(s => new StructureChoice(s.Id, s.Name)).ToListAsync(ct);
        var lenders = db.Set<User>().Where(u => reach.All || ids.Contains(u.StructureId)).Select(u => u.Id);
        var delegations = await DelegationLines.Of(db, db.Set<Delegation>().Where(d => d.EndedAt == null && d.ValidTo > now && lenders.Contains(d.FromUserId))).Take(MostDelegations).ToListAsync(ct);
        return new(all.Value ?? [], structures, delegations);
    }

    private async IAsyncEnumerable<ReviewLine> Stream(ReviewFilter filter, Reach reach, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await foreach (var row in InOrder(Matching(db, filter, reach), null).AsAsyncEnumerable().WithCancellation(ct)) yield return row;
    }

    private IQueryable<ReviewLine> Matching(AppDbContext db, ReviewFilter filter, Reach reach)
    {
        var lines = Lines(db);
        var ids = reach.Structures;
        if (!reach.All) lines = lines.Where(l => ids.Contains(l.HomeId));
        if (filter.PersonId is { } person) lines = lines.Where(l => l.PersonId == person);
        if (filter.Role is { } role) lines = lines.Where(l => l.RoleCode == role);
        if (filter.StructureId is { } structure) lines = lines.Where(l => l.StructureId == structure || (l.StructureId == null && l.HomeId == structure));
        if (filter.Permission is { } permission) lines = lines.Where(l => l.Permission == permission || db.Set<Grant>().Any(g => g.RoleId != null && g.RoleId == l.RoleId && g.Permission == permission));
        var (now, soon) = (clock.GetUtcNow(), clock.GetUtcNow() + Soon);
        if (filter.EndsSoon) lines = lines.Where(l => l.ValidTo > now && l.ValidTo <= soon);
        if (filter.Search is not { Length: > 0 } search) return lines;
        var pattern = LikePattern.Containing(search);
        return lines.Where(l => EF.Functions.ILike(l.Person, pattern) || EF.Functions.ILike(l.UserName!, pattern));
    }

    private static IQueryable<ReviewLine> InOrder(IQueryable<ReviewLine> lines, Cursor? after)
    {
        if (after is { Id: var source } && ReviewLine.PersonOf(after) is { Id: var id, Name: var name })
            lines = lines.Where(l => EF.Functions.GreaterThan(ValueTuple.Create(l.Person, l.PersonId, l.SourceId), ValueTuple.Create(name, id, source)));
        return lines.OrderBy(l => l.Person).ThenBy(l => l.PersonId).ThenBy(l => l.SourceId);
    }

    private static IQueryable<ReviewLine> Lines(AppDbContext db)
    {
        var direct = db.Set<RoleAssignment>().Where(a => a.UserId != null).Select(a => new { Person = a.UserId!.Value, a.Id });
        var byGroup = from assignment in db.Set<RoleAssignment>()
                      join team in db.Set<Group>().Where(g => g.IsActive) on assignment.GroupId equals team.Id
                      join member in db.Set<GroupMember>() on team.Id equals member.GroupId
                      select new { Person = member.UserId, assignment.Id };
        var granted = db.Set<Grant>().Where(g => g.UserId != null).Select(g => new { Person = g.UserId!.Value, g.Id });
        return from held in direct.Concat(byGroup).Concat(granted)
               join person in db.Set<User>() on held.Person equals person.Id
               join assignment in db.Set<RoleAssignment>() on held.Id equals assignment.Id into assignments
               from assignment in assignments.DefaultIfEmpty()
               join grant in db.Set<Grant>() on held.Id equals grant.Id into grants
               from grant in grants.DefaultIfEmpty()
               join role in db.Set<Role>() on assignment.RoleId equals role.Id into rolesHeld
               from role in rolesHeld.DefaultIfEmpty()
               join team in db.Set<Group>() on assignment.GroupId equals team.Id into teams
               from team in teams.DefaultIfEmpty()
               join structure in db.Set<Structure>() on assignment.StructureId equals structure.Id into structures
               from structure in structures.DefaultIfEmpty()
               select new ReviewLine
               {
                   PersonId = person.Id, Person = person.DisplayName, UserName = person.UserName, IsActive = person.IsActive, HomeId = person.StructureId, SourceId = held.Id,
                   RoleId = assignment == null ? null : assignment.RoleId, RoleCode = role == null ? null : role.Code, RoleName = role == null ? null : role.Name,
                   Permission = grant == null ? null : grant.Permission, Scope = grant == null ? null : grant.Scope,
                   Group = team == null ? null : team.Name, StructureId = assignment == null ? null : assignment.StructureId, Structure = structure == null ? null : structure.Name,
                   WithSubStructures = assignment == null || assignment.WithSubStructures,
                   ValidFrom = assignment == null ? grant!.ValidFrom : assignment.ValidFrom, ValidTo = assignment == null ? grant!.ValidTo : assignment.ValidTo,   // one of both
               };
    }
}
