using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts.People;
using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Accounts.Teams;

/// <summary>
/// Two groups are one: the kept one takes over members, roles and everything that is routed to the other, which is taken out
/// of use and stays named in histories. Refuses: forbidden, not-found, groups.same-group, groups.is-inactive, groups.gives-more
/// (members of one would hold by the other what whoever merges does not).
/// </summary>
[Needs(UserPermissions.ManageGroups)]
public sealed class MergeGroups(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PersonGuard guard, ReferenceMove references) : IUseCase
{
    /// <summary>How often both are named; changes nothing.</summary>
    public async Task<Result<IReadOnlyList<ReferenceCount>>> PreviewAsync(Guid gone, Guid kept, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var pair = await FindAsync(db, gone, kept, ct);
        return pair.Failed ? pair.Refusal : (await references.CountAsync<Group>(db, gone, kept, ct)).ToList();
    }

    public async Task<Result> RunAsync(Guid gone, Guid kept, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select 1 from kernel.groups where id in ({gone}, {kept}) order by id for update", ct);
        var pair = await FindAsync(db, gone, kept, ct);
        if (pair.Failed) return pair.Refusal;

        var moved = await references.MoveAsync<Group>(db, gone, kept, ct);
        await PolicyReferences.MoveAsync(db, gone, kept, ct);
        var (left, stays) = pair.Value;
        left.IsActive = false;
        left.Version++;
        if (stays.ExternalId is null) (stays.ExternalId, left.ExternalId) = (left.ExternalId, null);
        stays.Version++;
        AuditWriter.Add(db, AuditAction.PermissionChange, "group", kept.ToString(), $"merged {left.Name}", JsonSerializer.Serialize(moved));
        await Outbox.SignalAsync(db, new(SignalKind.Access, []), ct);   // membership and roles of many, written past the tracker
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await SessionReview.RunAsync(db, [], ct);   // roles that came over may ask for a second factor
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }

    private async Task<Result<(Group Gone, Group Kept)>> FindAsync(AppDbContext db, Guid gone, Guid kept, CancellationToken ct)
    {
        if (!user.Can(UserPermissions.ManageGroups)) return Refusal.Forbidden;
        if (gone == kept) return Refusal.Conflict(PeopleRefusals.SameGroup);
        var found = await db.Set<Group>().InReach(user, UserPermissions.ManageGroups).Where(g => g.Id == gone || g.Id == kept).ToListAsync(ct);
        if (found.Count < 2) return Refusal.NotFound;

        var (left, stays) = (found.Single(g => g.Id == gone), found.Single(g => g.Id == kept));
        if (!stays.IsActive) return Refusal.Conflict(PeopleRefusals.GroupInactive);
        return await CheckAsync(db, gone, kept, ct) is { } more ? more : (left, stays);
    }

    /// <summary>Members of each come to what the other holds; a role held within one's own structure counts from theirs.</summary>
    private async Task<Refusal?> CheckAsync(AppDbContext db, Guid gone, Guid kept, CancellationToken ct)
    {
        var homes = await db.Set<GroupMember>().Where(m => m.GroupId == gone || m.GroupId == kept).Join(db.Set<User>(), m => m.UserId, u => u.Id, (_, u) => u.StructureId).Distinct().ToListAsync(ct);
        return await guard.CheckGroupsAsync(db, [gone, kept], homes, ct);
    }
}
