using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>
/// Adds a structure or renames one. Answers its id. Refuses: forbidden, invalid (name-taken: the code; unknown-value: what
/// stands above it), organisation.inactive-above, not-found, stale.
/// </summary>
[Needs(OrganisationPermissions.ManageStructures)]
public sealed class SaveStructure(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<Guid>> RunAsync(SaveStructureRequest request, CancellationToken ct)
    {
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        var id = request.Id ?? Guid.CreateVersion7();
        var done = await StructureEditing.RunAsync(dbs, user, edit => SaveAsync(edit, request, id), ct);
        return done.Failed ? done.Refusal : id;
    }

    private static async Task<Result> SaveAsync(StructureEdit edit, SaveStructureRequest request, Guid id)
    {
        var found = request.Id is null ? null : await edit.FindAsync(id);
        if (found is null && request.Id is not null) return Refusal.NotFound;
        if (found is null && Unplaceable(edit, request.ParentId) is { } refused) return refused;

        var code = request.Code.Trim();
        var taken = LikePattern.Escape(code);   // "paris" beside "PARIS" would be told apart by nobody
        if (await edit.Db.Set<Structure>().AnyAsync(s => s.Id != id && EF.Functions.ILike(s.Code, taken), edit.Ct))
            return StructureEditing.Wrong(nameof(request.Code), "name-taken");

        var structure = found ?? new Structure { Id = id, ParentId = request.ParentId, Code = code, Name = request.Name };
        if (found is null) edit.Db.Add(structure);
        else edit.Db.Expect(found, request.Version);
        (structure.Code, structure.Name) = (code, request.Name.Trim());
        structure.Kind = request.IsClient ? StructureKind.Client : StructureKind.Internal;
        return Result.Ok;
    }

    /// <summary>What the place above a structure is refused for; an unknown one and one out of reach look alike.</summary>
    internal static Refusal? Unplaceable(StructureEdit edit, Guid? parentId)
    {
        if (!edit.MayPutBelow(parentId)) return parentId is null ? Refusal.Forbidden : StructureEditing.Wrong(nameof(SaveStructureRequest.ParentId), "unknown-value");
        return parentId is { } id && edit.Nodes.Find(id) is { IsActive: false } above ? Refusal.Conflict(OrganisationRefusals.InactiveAbove, above.Name) : null;
    }
}
