using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>What a change of the tree works with.</summary>
internal sealed record StructureEdit(AppDbContext Db, StructureNodes Nodes, Reach Reach, CancellationToken Ct)
{
    /// <summary>The tracked structure, or null where it is not there or out of reach.</summary>
    public async Task<Structure?> FindAsync(Guid id) => Reach.Covers(id) ? await Db.Set<Structure>().SingleOrDefaultAsync(s => s.Id == id, Ct) : null;

    /// <summary>Whether something may be put below this structure; null: at the top, which takes the whole organisation.</summary>
    public bool MayPutBelow(Guid? parentId) => parentId is { } id ? Reach.Covers(id) && Nodes.Find(id) is not null : Reach.All;
}

/// <summary>
/// What every change of the tree does the same way: one after the other, since two moves at once could each be right and
/// both together close a circle.
/// </summary>
internal static class StructureEditing
{
    /// <summary>Any number of ours: whoever changes the tree holds it until the commit.</summary>
    private const long TreeLock = 7_204_118_011;

    /// <param name="act">Changes tracked rows; its refusal is answered and nothing is saved.</param>
    /// <param name="keep">False does everything and takes it back.</param>
    public static async Task<Result> RunAsync(
        IDbContextFactory<AppDbContext> dbs, ICurrentUser user, Func<StructureEdit, Task<Result>> act, CancellationToken ct, bool keep = true)
    {
        if (user.ReachOf(OrganisationPermissions.ManageStructures) is not { } reach) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({TreeLock})", ct);
        var held = await AccessReader.ReadAsync(db, user.Id, db.Clock.GetUtcNow(), ct);
        var nodes = await StructureNodes.ReadAsync(db, ct);
        var done = await act(new(db, nodes, reach, ct));
        if (done.Failed) return done;
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved;
        if (await GainedAsync(db, held, nodes, ct) is { } gained) return gained;
        if (keep) await transaction.CommitAsync(ct);
        return saved;
    }

    /// <summary>Nobody changes the tree to reach more himself: what was there before has to be within what he held before.</summary>
    private static async Task<Refusal?> GainedAsync(AppDbContext db, AccessSnapshot before, StructureNodes nodes, CancellationToken ct)
    {
        var after = await AccessReader.ReadAsync(db, before.UserId, db.Clock.GetUtcNow(), ct);
        return after.FirstBeyond(before, structure => nodes.Find(structure) is not null) is { } permission
            ? Refusal.Conflict(AccessRefusals.BeyondOwn, new TextKey($"Permission.{permission}")) : null;
    }

    public static Refusal Wrong(string field, string code, params object[] arguments) => Refusal.Invalid(new FieldError(field, code, arguments));
}
