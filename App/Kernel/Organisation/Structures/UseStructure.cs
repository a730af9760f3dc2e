using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Organisation.Structures;

/// <summary>
/// Puts a structure into use or out of use. Out of use it is offered nowhere for new records and stays readable. Refuses:
/// forbidden, not-found, organisation.has-active-below, organisation.inactive-above, organisation.in-use (unless asked
/// for anyway), stale.
/// </summary>
[Needs(OrganisationPermissions.ManageStructures)]
public sealed class UseStructure(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PlaceUses uses) : IUseCase
{
    public Task<Result> RunAsync(UsePlaceRequest request, CancellationToken ct) => StructureEditing.RunAsync(dbs, user, edit => ActAsync(edit, request), ct);

    private async Task<Result> ActAsync(StructureEdit edit, UsePlaceRequest request)
    {
        var structure = await edit.FindAsync(request.Id);
        if (structure is null) return Refusal.NotFound;
        edit.Db.Expect(structure, request.Version);
        if (request.IsActive)
        {
            if (structure.ParentId is { } parent && edit.Nodes.Find(parent) is { IsActive: false } above) return Refusal.Conflict(OrganisationRefusals.InactiveAbove, above.Name);
        }
        else
        {
            if (edit.Nodes.HasActiveBelow(structure.Id)) return Refusal.Conflict(OrganisationRefusals.HasActiveBelow);
            if (!request.Anyway && (await uses.OfAsync(edit.Db, [structure.Id], edit.Ct))[structure.Id] is { IsNone: false } use) return Refusal.Conflict(OrganisationRefusals.InUse, use.People, use.Sites, use.OpenRecords);
        }

        structure.IsActive = request.IsActive;
        return Result.Ok;
    }
}
