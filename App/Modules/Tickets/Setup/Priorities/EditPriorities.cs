using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Priorities;

/// <summary>The matrix that counts for the organisation or a structure.</summary>
/// <param name="Version">Of its own matrix; 0 where it has none and inherits.</param>
/// <param name="From">The structure it is inherited from; null: the organisation's, or the usual one where that has none either.</param>
public sealed record PrioritiesShown(PriorityMatrix Matrix, PriorityMatrix Inherited, long Version, string? From, bool MayChange);

/// <summary>
/// Reads and changes matrices, the organisation's or one structure's. Tickets that are there keep their priority until
/// their impact or urgency changes. Refuses: forbidden, invalid, not-found, stale.
/// </summary>
[Needs(TicketPermissions.Configure)]
public sealed class EditPriorities(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<IReadOnlyList<Choice>> StructuresAsync(CancellationToken ct)
    {
        if (user.ReachOf(TicketPermissions.Configure) is not { } reach) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Structure>().Where(s => reach.All || reach.Structures.Contains(s.Id)).OrderBy(s => s.Name).Select(s => new Choice(s.Id, s.Name)).ToListAsync(ct);
    }

    public async Task<Result<PrioritiesShown>> ShowAsync(Guid? structureId, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Configure)) return Refusal.Forbidden;
        if (structureId is not null && !user.MayConfigure(structureId)) return Refusal.NotFound;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var own = await db.Set<StructurePriorities>().AsNoTracking().SingleOrDefaultAsync(p => p.StructureId == structureId, ct);
        var above = structureId is null ? null : await AboveAsync(db, structureId.Value, ct);
        var inherited = above?.Matrix ?? PriorityMatrix.Usual;
        var from = above?.StructureId is { } id ? await db.Set<Structure>().Where(s => s.Id == id).Select(s => s.Name).SingleAsync(ct) : null;
        return new PrioritiesShown(own?.Matrix ?? inherited, inherited, own?.Version ?? 0, from, user.MayConfigure(structureId));
    }

    public async Task<Result> RunAsync(SavePrioritiesRequest request, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Configure)) return Refusal.Forbidden;
        if (!user.MayConfigure(request.StructureId)) return request.StructureId is null ? Refusal.Forbidden : Refusal.NotFound;
        if (request.Priorities is not null && PriorityMatrix.Of(request.Priorities) is null) return Refusal.Invalid(new FieldError(nameof(request.Priorities), "unknown-value"));

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (request.StructureId is { } id && !await db.Set<Structure>().AnyAsync(s => s.Id == id, ct)) return Refusal.NotFound;
        var own = await db.Set<StructurePriorities>().SingleOrDefaultAsync(p => p.StructureId == request.StructureId, ct);
        if ((own?.Version ?? 0) != request.Version) return Refusal.Stale;
        Apply(db, own, request);
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal?.Code == "already-exists" ? Refusal.Stale : saved;   // somebody else's was the first, this moment
    }

    private static void Apply(AppDbContext db, StructurePriorities? own, SavePrioritiesRequest request)
    {
        var numbers = request.Priorities?.Select(p => (int)p).ToArray();
        if (numbers is null && own is not null) db.Remove(own);
        else if (numbers is not null && own is null) db.Add(new StructurePriorities { StructureId = request.StructureId, Priorities = numbers });
        else if (numbers is not null && own is not null)
        {
            db.Expect(own, request.Version);
            own.Priorities = numbers;
        }
    }

    /// <summary>What counts for the structure above, else the organisation's.</summary>
    private static async Task<StructurePriorities?> AboveAsync(AppDbContext db, Guid structureId, CancellationToken ct)
    {
        var parent = await db.Set<Structure>().Where(s => s.Id == structureId).Select(s => s.ParentId).SingleOrDefaultAsync(ct);
        return await ReadPriorityMatrix.NearestAsync(db, parent ?? Guid.Empty, ct);
    }
}
