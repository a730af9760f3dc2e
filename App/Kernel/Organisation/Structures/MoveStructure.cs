using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>What a move changes for people: how many come to reach what is moved, and how many reach it no more.</summary>
public sealed record MoveEffect(int Gain, int Lose);

/// <summary>
/// Puts a structure, and what is below it, below another one. Whoever reaches a structure reaches what is below it, so a
/// move gives and takes permissions. Refuses: forbidden, not-found, invalid (own-descendant, unknown-value),
/// organisation.inactive-above, stale, access.beyond-own (whoever moves would reach more himself).
/// </summary>
[Needs(OrganisationPermissions.ManageStructures)]
public sealed class MoveStructure(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public Task<Result> RunAsync(MoveStructureRequest request, CancellationToken ct) => StructureEditing.RunAsync(
        dbs, user,
        async edit =>
        {
            var structure = await edit.FindAsync(request.Id);
            if (structure is null) return Refusal.NotFound;
            if (Refused(edit, structure, request.ParentId) is { } refused) return refused;
            edit.Db.Expect(structure, request.Version);
            structure.ParentId = request.ParentId;
            return Result.Ok;
        },
        ct);

    /// <summary>What the move would change, before it is made. Refuses what the move itself would.</summary>
    public async Task<Result<MoveEffect>> PreviewAsync(Guid id, Guid? parentId, CancellationToken ct)
    {
        if (user.ReachOf(OrganisationPermissions.ManageStructures) is not { } reach) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var edit = new StructureEdit(db, await StructureNodes.ReadAsync(db, ct), reach, ct);
        var structure = await edit.FindAsync(id);
        if (structure is null) return Refusal.NotFound;
        if (Refused(edit, structure, parentId) is { } refused) return refused;

        var before = edit.Nodes.PathOf(structure.ParentId).Select(p => p.Id).ToArray();
        var after = edit.Nodes.PathOf(parentId).Select(p => p.Id).ToArray();
        return new MoveEffect(await ReachingFromAsync(db, [.. after.Except(before)], ct), await ReachingFromAsync(db, [.. before.Except(after)], ct));
    }

    /// <summary>The old place was covered with the structure itself; what stood above it is left behind, so it has to be in reach too.</summary>
    private static Refusal? Refused(StructureEdit edit, Structure structure, Guid? parentId)
    {
        if (structure.ParentId != parentId && !edit.MayPutBelow(structure.ParentId)) return Refusal.Forbidden;
        if (edit.Nodes.IsWithin(parentId, structure.Id)) return StructureEditing.Wrong(nameof(MoveStructureRequest.ParentId), "own-descendant");
        return structure.ParentId == parentId ? null : SaveStructure.Unplaceable(edit, parentId);
    }

    /// <summary>People at work whose roles reach what is below one of these structures, and not from everywhere.</summary>
    private static async Task<int> ReachingFromAsync(AppDbContext db, Guid[] structures, CancellationToken ct)
    {
        if (structures.Length == 0) return 0;
        var reaching = db.Set<RoleAssignment>().Where(a => a.WithSubStructures && db.Set<Grant>().Any(g =>
            g.RoleId == a.RoleId && (g.Scope == Scope.Structure || (g.Scope == Scope.All && a.StructureId != null))));
        return await db.Set<User>().CountAsync(
            u => u.IsActive
                && reaching.Any(a => (a.UserId == u.Id || db.Set<GroupMember>().Any(m => m.GroupId == a.GroupId && m.UserId == u.Id))
                    && structures.Contains(a.StructureId ?? u.StructureId)),
            ct);
    }
}
