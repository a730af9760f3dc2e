using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Modules.Assets.Meters;

/// <summary>The counters of equipment in the REST API.</summary>
internal static class MetersApi
{
    public static void Map(ApiResource equipment)
    {
        equipment.Where("meter", "Identifier of the meter.", "01980000-0000-7000-8000-00000000002a");
        equipment.Get<ApiList<MeterResource>>("/{equipment}/meters", ListAsync, AssetPermissions.View, "listMeters", "List the meters of equipment with their latest readings");
        equipment.Post<ApiList<MeterResource>>("/{equipment}/meters", AddAsync, AssetPermissions.Manage, "addMeter", "Give equipment a meter")
            .Example(new MeterBody { Name = "Running hours", Unit = "h" });
        equipment.Post<ApiList<MeterResource>>("/{equipment}/meters/{meter}/readings", ReadAsync, AssetPermissions.Operate, "addMeterReading", "Write down what a meter shows")
            .Example(new ReadingBody { Value = 12_480.5m });
    }

    private static async Task<IResult> ListAsync(string equipment, FindEquipment find, ReadMeters read, CancellationToken ct)
    {
        var found = await find.RunAsync(equipment, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : await AnswerAsync(read, found.Value.Id, ct);
    }

    private static async Task<IResult> AddAsync(string equipment, ApiBody<MeterBody> body, FindEquipment find, EditMeters edit, ReadMeters read, CancellationToken ct)
    {
        var found = await find.RunAsync(equipment, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var added = await edit.AddAsync(new() { EquipmentId = found.Value.Id, Name = body.Value.Name, Unit = body.Value.Unit }, ct);
        return added.Failed ? (ApiAnswer)added.Refusal : await AnswerAsync(read, found.Value.Id, ct);
    }

    private static async Task<IResult> ReadAsync(string equipment, string meter, ApiBody<ReadingBody> body, FindEquipment find, TakeReading take, ReadMeters read, CancellationToken ct)
    {
        var found = await find.RunAsync(equipment, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (!Guid.TryParse(meter, out var id)) return (ApiAnswer)Refusal.NotFound;
        var taken = await take.AddAsync(new() { EquipmentId = found.Value.Id, MeterId = id, At = body.Value.At, Value = body.Value.Value, IsRestart = body.Value.IsRestart }, ct);
        return taken.Failed ? (ApiAnswer)taken.Refusal : await AnswerAsync(read, found.Value.Id, ct);
    }

    private static async Task<IResult> AnswerAsync(ReadMeters read, Guid equipmentId, CancellationToken ct)
    {
        var meters = await read.RunAsync(equipmentId, ct);
        return meters.Failed ? (ApiAnswer)meters.Refusal : ApiAnswer.Ok(new ApiList<MeterResource> { Items = [.. meters.Value.Meters.Select(Describe)] });
    }

    private static MeterResource Describe(MeterView m) => new(m.Id, m.Name, m.Unit, m.PerDay, [.. m.Readings.Select(r => new ReadingResource(r.At, r.Value, r.IsRestart, r.By))]);
}
