using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Modules.Assets.Api;

/// <summary>Equipment in the REST API: the same use cases as the pages, with the same permissions and refusals.</summary>
internal static class EquipmentApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002a", Reason = "reason";

    public static void Map(ApiRoutes api)
    {
        var equipment = api.Resource("/equipment", "Equipment", "What interventions are done on: machines and their components.")
            .Where("equipment", "Identifier or number of the equipment.", "EQU-2026-000042")
            .Where("trigger", "Name of the step, as listed.", "breakDown");
        equipment.List<EquipmentItem>("", ListAsync, AssetPermissions.View, "listEquipment", "List the equipment one may see", EquipmentListing.Declared);
        equipment.Create<EquipmentResource>("", CreateAsync, AssetPermissions.Manage, "createEquipment", "Add a piece of equipment")
            .Example(new CreateEquipmentRequest { Name = "Press 3", TypeId = new(Id), StructureId = new(Id), Maker = "Bosch Rexroth", SerialNumber = "R900561274", MaintenanceEveryDays = 90 });
        equipment.Get<EquipmentResource>("/{equipment}", GetAsync, AssetPermissions.View, "getEquipment", "Read one piece of equipment");
        equipment.Patch<EquipmentResource>("/{equipment}", PatchAsync, AssetPermissions.View, "patchEquipment", "Change fields of equipment")
            .About("JSON merge patch: what is absent stays, what is null is cleared. Its place, life cycle and operating state change by requests of their own.")
            .Example(new EquipmentPatch { Name = "Press 3, hall B", MaintenanceEveryDays = 60 });
        equipment.Delete("/{equipment}", DeleteAsync, AssetPermissions.Delete, "deleteEquipment", "Delete equipment; an administrator can bring it back")
            .Takes(new(Reason, "Why.") { IsRequired = true, LongestText = EquipmentLimits.ReasonMax });
        EquipmentStepsApi.Map(equipment);
        Meters.MetersApi.Map(equipment);
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, EquipmentListing listing, CancellationToken ct) => await listing.RunAsync(request, ct);

    private static async Task<IResult> CreateAsync(ApiBody<CreateEquipmentRequest> body, CreateEquipment create, GetEquipment get, CancellationToken ct)
    {
        var created = await create.RunAsync(body.Value, ct);
        return created.Failed ? (ApiAnswer)created.Refusal : await ReadAsync(get, created.Value.Id, isNew: true, ct);
    }

    private static async Task<IResult> GetAsync(string equipment, GetEquipment get, CancellationToken ct)
    {
        var found = await get.RunAsync(equipment, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : ApiAnswer.Ok(EquipmentWriting.Describe(found.Value), EntityTags.Of(found.Value.Equipment));
    }

    private static async Task<IResult> PatchAsync(
        string equipment, ApiPatch<EquipmentPatch> patch, IfMatch match, FindEquipment find, GetEquipment get, EditEquipment edit, CancellationToken ct)
    {
        var found = await find.RunAsync(equipment, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (found.Value.Version != match.Version) return (ApiAnswer)Refusal.Stale;

        var changes = PatchedFields.Of(EquipmentFields.All, found.Value, patch.Values);
        var edited = await edit.RunAsync(new() { EquipmentId = found.Value.Id, Version = match.Version, OnlyThisVersion = true, Changes = changes }, ct);
        return edited.Failed ? (ApiAnswer)edited.Refusal.InApiWords() : await ReadAsync(get, found.Value.Id, isNew: false, ct);
    }

    private static async Task<IResult> DeleteAsync(string equipment, IfMatch match, HttpContext http, FindEquipment find, DeleteEquipment delete, CancellationToken ct)
    {
        var found = await find.RunAsync(equipment, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var deleted = await delete.RunAsync(new() { EquipmentId = found.Value.Id, Version = match.Version, Reason = http.Request.Query[Reason].ToString() }, ct);
        return deleted.Failed ? (ApiAnswer)deleted.Refusal : ApiAnswer.NoContent();
    }

    internal static async Task<ApiAnswer> ReadAsync(GetEquipment get, Guid id, bool isNew, CancellationToken ct)
    {
        var read = await get.RunAsync(id.ToString(), ct);
        if (read.Failed) return read.Refusal;
        var (body, etag) = (EquipmentWriting.Describe(read.Value), EntityTags.Of(read.Value.Equipment));
        return isNew ? ApiAnswer.Created($"/equipment/{id}", body, etag) : ApiAnswer.Ok(body, etag);
    }
}
