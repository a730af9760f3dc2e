using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Checklists.Api;

/// <summary>Points of interventions, and the checklists they come from, in the REST API.</summary>
internal static class ChecksApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002a";

    public static void Map(ApiRoutes api)
    {
        var interventions = api.Resource("/interventions", "Interventions", "Work on equipment, from opening to closing.")
            .Where("intervention", "Identifier or number of the intervention.", "INT-2026-000042").Where("check", "Identifier of the point.", Id);
        interventions.Get<ApiList<InterventionCheckItem>>("/{intervention}/checks", ListAsync, MaintenancePermissions.View, "listInterventionChecks", "List the points to check on an intervention");
        interventions.Post<ApiList<InterventionCheckItem>>("/{intervention}/checks", AddAsync, MaintenancePermissions.Work, "addInterventionChecklist", "Put the points of a checklist on an intervention")
            .Example(new AddChecklistBody { ChecklistId = new(Id) });
        interventions.Get<InterventionCheckItem>("/{intervention}/checks/{check:guid}", GetAsync, MaintenancePermissions.View, "getInterventionCheck", "Read one point");
        interventions.Put("/{intervention}/checks/{check:guid}", AnswerAsync, MaintenancePermissions.Work, "answerInterventionCheck", "Answer a point, or take the answer back")
            .About("A value is judged by the limits of the point. Without result and value the answer is taken back. The first failure raises a ticket. If-Match names the version that was seen: of two who answer one point at once, the second is refused (412).")
            .Example(new CheckAnswer { Value = 4.2m });
        api.Resource("/maintenance-checklists", "Interventions", "Work on equipment, from opening to closing.")
            .Get<ApiList<ChecklistItem>>("", TemplatesAsync, MaintenancePermissions.Work, "listMaintenanceChecklists", "List the checklists with which interventions begin");
    }

    private static async Task<IResult> ListAsync(string intervention, GetIntervention get, ReadChecks read, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : await ReadAsync(read, found.Value.Id, ct);
    }

    private static async Task<IResult> AddAsync(string intervention, ApiBody<AddChecklistBody> body, GetIntervention get, AnswerCheck answer, ReadChecks read, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var added = await answer.AddAsync(found.Value.Id, body.Value.ChecklistId ?? Guid.Empty, ct);   // required
        return added.Failed ? (ApiAnswer)added.Refusal : await ReadAsync(read, found.Value.Id, ct);
    }

    private static async Task<IResult> GetAsync(string intervention, Guid check, GetIntervention get, ReadChecks read, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var sheet = await read.RunAsync(found.Value.Id, ct);
        if (sheet.Failed) return (ApiAnswer)sheet.Refusal;
        if (sheet.Value.Lines.FirstOrDefault(l => l.Check.Id == check) is not { } line) return (ApiAnswer)Refusal.NotFound;
        var item = Describe(line);
        return ApiAnswer.Ok(item, EntityTags.Of(item.Version, item));
    }

    private static async Task<IResult> AnswerAsync(string intervention, Guid check, ApiBody<CheckAnswer> body, IfMatch match, GetIntervention get, AnswerCheck answer, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var done = await answer.RunAsync(new AnswerCheckRequest { InterventionId = found.Value.Id, CheckId = check, Version = match.Version, Result = body.Value.Result, Value = body.Value.Value, Note = body.Value.Note }, ct);
        return done.Failed ? (ApiAnswer)done.Refusal : ApiAnswer.NoContent();
    }

    private static async Task<IResult> TemplatesAsync(EditChecklists keep, CancellationToken ct)
    {
        var listed = await keep.ListAsync(ct);
        return listed.Failed ? (ApiAnswer)listed.Refusal : ApiAnswer.Ok(new ApiList<ChecklistItem> { Items = [.. listed.Value.Select(Describe)] });
    }

    private static async Task<ApiAnswer> ReadAsync(ReadChecks read, Guid id, CancellationToken ct)
    {
        var sheet = await read.RunAsync(id, ct);
        return sheet.Failed ? sheet.Refusal : ApiAnswer.Ok(new ApiList<InterventionCheckItem> { Items = [.. sheet.Value.Lines.Select(Describe)] });
    }

    private static InterventionCheckItem Describe(CheckLine line)
    {
        var c = line.Check;
        return new()
        {
            Id = c.Id, Checklist = c.Checklist, Text = c.Text, Kind = c.Kind, Unit = c.Unit, Lowest = c.Lowest, Highest = c.Highest, IsMandatory = c.IsMandatory, Result = c.Result, Value = c.Value,
            Note = c.Note, DoneBy = c.DoneBy is { } by && line.DoneBy is { } name ? new(by, name) : null, DoneAt = c.DoneAt, Request = line.Request?.Number, Version = c.Version,
        };
    }

    private static ChecklistItem Describe(ChecklistLine line) => new()
    {
        Id = line.Checklist.Id, Name = line.Checklist.Name, Type = line.Checklist.Type,
        EquipmentType = line.Checklist.EquipmentTypeId is { } type && line.EquipmentType is { } name ? new(type, name) : null,
        Points = [.. line.Points.Select(p => new ChecklistPointFields { Text = p.Text, Kind = p.Kind, Unit = p.Unit, Lowest = p.Lowest, Highest = p.Highest, IsMandatory = p.IsMandatory })],
    };
}
