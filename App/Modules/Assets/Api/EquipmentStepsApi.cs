using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Modules.Assets.Api;

/// <summary>The operating state, the life cycle and the place of equipment, and the work done on it.</summary>
internal static class EquipmentStepsApi
{
    public static void Map(ApiResource equipment)
    {
        equipment.Get<ApiList<EquipmentTransition>>("/{equipment}/transitions", ListAsync, AssetPermissions.View, "listEquipmentTransitions", "List the steps of the operating state one may take");
        equipment.Post<EquipmentResource>("/{equipment}/transitions/{trigger}", TakeAsync, AssetPermissions.View, "takeEquipmentTransition", "Take a step of the operating state")
            .About("Maintenance begins and ends with interventions, and by no request.")
            .Example(new OperateRequest { Reason = "The pump does not build up pressure any more." });
        equipment.Post<EquipmentResource>("/{equipment}/life-cycle", EnterAsync, AssetPermissions.View, "changeEquipmentLifeCycle", "Say where equipment stands in its life")
            .Example(new LifeCycleRequest { LifeCycle = LifeCycle.Retired });
        equipment.Post<EquipmentResource>("/{equipment}/place", MoveAsync, AssetPermissions.View, "moveEquipment", "Put equipment elsewhere within its structure")
            .About("All three are set: what is absent is cleared. Components go along to the site.")
            .Example(new PlaceRequest { Location = "Hall B, bay 4" });
        equipment.Get<ApiList<EquipmentWorkItem>>("/{equipment}/maintenance", WorkAsync, AssetPermissions.View, "listEquipmentMaintenance", "List the latest work on equipment that one may see");
    }

    private static async Task<IResult> ListAsync(string equipment, GetEquipment get, CancellationToken ct)
    {
        var found = await get.RunAsync(equipment, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var state = found.Value.Equipment.State;
        var steps = found.Value.Steps.Select(s => new EquipmentTransition(
            s, OperatingWorkflow.Instance.Table.First(row => row.From == state && row.Trigger == s).To, s == OperatingTrigger.GiveUp ? ["reason"] : []));
        return ApiAnswer.Ok(new ApiList<EquipmentTransition> { Items = [.. steps] }, EntityTags.Of(found.Value.Equipment));
    }

    private static async Task<IResult> TakeAsync(string equipment, string trigger, ApiBody<OperateRequest> body, FindEquipment find, GetEquipment get, OperateEquipment operate, CancellationToken ct)
    {
        var found = await find.RunAsync(equipment, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (Enum.GetNames<OperatingTrigger>().FirstOrDefault(n => n.Equals(trigger, StringComparison.OrdinalIgnoreCase)) is not { } name) return (ApiAnswer)Refusal.NotFound;
        var taken = await operate.RunAsync(new() { EquipmentId = found.Value.Id, Trigger = Enum.Parse<OperatingTrigger>(name), Reason = body.Value.Reason }, ct);
        return taken.Failed ? (ApiAnswer)taken.Refusal : await EquipmentApi.ReadAsync(get, found.Value.Id, isNew: false, ct);
    }

    private static async Task<IResult> EnterAsync(string equipment, ApiBody<LifeCycleRequest> body, OptionalIfMatch match, FindEquipment find, GetEquipment get, ChangeLifeCycle change, CancellationToken ct)
    {
        var found = await find.RunAsync(equipment, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var done = await change.RunAsync(new() { EquipmentId = found.Value.Id, Version = match.Version ?? found.Value.Version, LifeCycle = body.Value.LifeCycle }, ct);
        return done.Failed ? (ApiAnswer)done.Refusal : await EquipmentApi.ReadAsync(get, found.Value.Id, isNew: false, ct);
    }

    private static async Task<IResult> MoveAsync(string equipment, ApiBody<PlaceRequest> body, OptionalIfMatch match, FindEquipment find, GetEquipment get, MoveEquipment move, CancellationToken ct)
    {
        var found = await find.RunAsync(equipment, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var wanted = body.Value;
        var moved = await move.RunAsync(
            new() { EquipmentId = found.Value.Id, Version = match.Version ?? found.Value.Version, SiteId = wanted.SiteId, Location = wanted.Location, ParentId = wanted.ParentId }, ct);
        return moved.Failed ? (ApiAnswer)moved.Refusal : await EquipmentApi.ReadAsync(get, found.Value.Id, isNew: false, ct);
    }

    private static async Task<IResult> WorkAsync(string equipment, GetEquipment get, CancellationToken ct)
    {
        var work = await get.WorkAsync(equipment, ct);
        return work.Failed ? (ApiAnswer)work.Refusal : ApiAnswer.Ok(new ApiList<EquipmentWorkItem> { Items = [.. work.Value.Select(EquipmentWriting.Describe)] });
    }
}
