using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Modules.Maintenance.Interventions.Work;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Api;

/// <summary>Working time and parts of interventions in the REST API.</summary>
internal static class WorkApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002a";

    public static void Map(ApiRoutes api)
    {
        var interventions = api.Resource("/interventions", "Interventions", "Work on equipment, from opening to closing.")
            .Where("intervention", "Identifier or number of the intervention.", "INT-2026-000042")
            .Where("time", "Identifier of the entry.", Id).Where("part", "Identifier of the line.", Id);
        interventions.Get<ApiList<InterventionTimeItem>>("/{intervention}/times", TimesAsync, MaintenancePermissions.View, "listInterventionTimes", "List the working time kept on an intervention");
        interventions.Create<InterventionTimeItem>("/{intervention}/times", AddTimeAsync, MaintenancePermissions.Work, "addInterventionTime", "Add working time, with the way")
            .Example(new InterventionTimeFields { From = Example(8), Until = Example(10), TravelKilometres = 24 });
        interventions.Delete("/{intervention}/times/{time:guid}", RemoveTimeAsync, MaintenancePermissions.Work, "removeInterventionTime", "Take working time away");
        interventions.Get<ApiList<InterventionPartItem>>("/{intervention}/parts", PartsAsync, MaintenancePermissions.View, "listInterventionParts", "List the parts used on an intervention");
        interventions.Create<InterventionPartItem>("/{intervention}/parts", AddPartAsync, MaintenancePermissions.Work, "addInterventionPart", "Add a part that was used up")
            .Example(new InterventionPartFields { Name = "Seal 40 mm", Reference = "J-40", Quantity = 2, UnitPrice = 18.5m });
        interventions.Delete("/{intervention}/parts/{part:guid}", RemovePartAsync, MaintenancePermissions.Work, "removeInterventionPart", "Take a part away");
    }

    private static async Task<IResult> TimesAsync(string intervention, GetIntervention get, ReadWork read, CancellationToken ct)
    {
        var sheet = await SheetAsync(intervention, get, read, ct);
        return sheet.Failed ? (ApiAnswer)sheet.Refusal : ApiAnswer.Ok(new ApiList<InterventionTimeItem> { Items = [.. sheet.Value.Times.Select(WorkWriting.Describe)] });
    }

    private static async Task<IResult> AddTimeAsync(string intervention, ApiBody<InterventionTimeFields> body, GetIntervention get, EditTimes edit, ReadWork read, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var wanted = body.Value;
        var added = await edit.AddAsync(
            new()
            {
                InterventionId = found.Value.Id, PersonId = wanted.PersonId, From = wanted.From, Until = wanted.Until, TravelZone = wanted.TravelZone,
                TravelKilometres = wanted.TravelKilometres, TravelMinutes = wanted.TravelMinutes, Note = wanted.Note,
            },
            ct);
        if (added.Failed) return (ApiAnswer)added.Refusal;
        var sheet = await read.RunAsync(found.Value.Id, ct);
        return sheet.Failed ? (ApiAnswer)sheet.Refusal : ApiAnswer.Created($"/interventions/{found.Value.Id}/times", WorkWriting.Describe(sheet.Value.Times.First(t => t.Id == added.Value)));
    }

    private static async Task<IResult> RemoveTimeAsync(string intervention, Guid time, GetIntervention get, EditTimes edit, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var removed = await edit.RemoveAsync(found.Value.Id, time, ct);
        return removed.Failed ? (ApiAnswer)removed.Refusal : ApiAnswer.NoContent();
    }

    private static async Task<IResult> PartsAsync(string intervention, GetIntervention get, ReadWork read, CancellationToken ct)
    {
        var sheet = await SheetAsync(intervention, get, read, ct);
        return sheet.Failed ? (ApiAnswer)sheet.Refusal : ApiAnswer.Ok(new ApiList<InterventionPartItem> { Items = [.. sheet.Value.Parts.Select(WorkWriting.Describe)] });
    }

    private static async Task<IResult> AddPartAsync(string intervention, ApiBody<InterventionPartFields> body, GetIntervention get, EditParts edit, ReadWork read, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var wanted = body.Value;
        var added = await edit.AddAsync(new() { InterventionId = found.Value.Id, Name = wanted.Name, Reference = wanted.Reference, Quantity = wanted.Quantity, UnitPrice = wanted.UnitPrice }, ct);
        if (added.Failed) return (ApiAnswer)added.Refusal;
        var sheet = await read.RunAsync(found.Value.Id, ct);
        return sheet.Failed ? (ApiAnswer)sheet.Refusal : ApiAnswer.Created($"/interventions/{found.Value.Id}/parts", WorkWriting.Describe(sheet.Value.Parts.First(p => p.Id == added.Value)));
    }

    private static async Task<IResult> RemovePartAsync(string intervention, Guid part, GetIntervention get, EditParts edit, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var removed = await edit.RemoveAsync(found.Value.Id, part, ct);
        return removed.Failed ? (ApiAnswer)removed.Refusal : ApiAnswer.NoContent();
    }

    private static async Task<Kernel.Results.Result<WorkSheet>> SheetAsync(string intervention, GetIntervention get, ReadWork read, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        return found.Failed ? found.Refusal : await read.RunAsync(found.Value.Id, ct);
    }

    private static DateTimeOffset Example(int hour) => new(2026, 7, 1, hour, 0, 0, TimeSpan.Zero);
}
