using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Editing;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Api;

/// <summary>Interventions in the REST API: the same use cases as the pages, with the same permissions and refusals.</summary>
internal static class InterventionsApi
{
    private const string Id = "01980000-0000-7000-8000-00000000002a";

    public static readonly ApiListOf Listing = new(["createdAt", "plannedAt", "priority", "number"],
    [
        ApiParameter.OneOf<InterventionView>("view", "Whose interventions."),
        ApiParameter.AnyOf<InterventionState>("state", "States, or `open` or `any` (the usual one) alone.", "open", "any"),
        new ApiParameter("archived", "`any`: archived ones among the others; the view `archived` shows them alone.") { Values = ["any", "none"] },
        ApiParameter.AnyOf<InterventionPriority>("priority", "Priorities."),
        ApiParameter.OneOf<InterventionType>("type", "Kind of work."),
        ApiParameter.Id("equipment", "Equipment worked on."),
        ApiParameter.Id("structure", "Whose equipment it is on."),
        ApiParameter.Id("lead", "Technician who leads the work."),
    ]);

    private static readonly Dictionary<string, string> Sorts = new() { ["createdAt"] = "opened", ["plannedAt"] = "planned" };

    public static void Map(ApiRoutes api)
    {
        var interventions = api.Resource("/interventions", "Interventions", "Work on equipment, from opening to closing.")
            .Where("intervention", "Identifier or number of the intervention.", "INT-2026-000042")
            .Where("trigger", "Name of the step, as listed.", "start");
        interventions.List<InterventionItem>("", ListAsync, MaintenancePermissions.View, "listInterventions", "List the interventions one may see", Listing);
        interventions.Create<InterventionResource>("", CreateAsync, MaintenancePermissions.Create, "createIntervention", "Open an intervention")
            .Example(new CreateInterventionRequest { Title = "The press leaks at the main cylinder", EquipmentId = new(Id), Priority = InterventionPriority.High, IsBreakdown = true });
        interventions.Get<InterventionResource>("/{intervention}", GetAsync, MaintenancePermissions.View, "getIntervention", "Read one intervention");
        interventions.Patch<InterventionResource>("/{intervention}", PatchAsync, MaintenancePermissions.Edit, "patchIntervention", "Change fields of an intervention that is not over")
            .About("JSON merge patch: what is absent stays, what is null is cleared. Its state and its lead change by requests of their own.")
            .Example(new InterventionPatch { Priority = InterventionPriority.Critical, PlannedMinutes = 90 });
        interventions.Get<ApiList<InterventionTransition>>("/{intervention}/transitions", StepsAsync, MaintenancePermissions.View, "listInterventionTransitions", "List the steps one may take on an intervention");
        interventions.Post<InterventionResource>("/{intervention}/transitions/{trigger}", TakeAsync, MaintenancePermissions.View, "takeInterventionTransition", "Take a step of the workflow")
            .About("With If-Match the step is refused (412) where the intervention was edited since; without, it is taken on the intervention as it stands, if its state allows.")
            .Example(new TakeInterventionStepRequest { Report = "The seal was replaced.", Outcome = EquipmentOutcome.Works });
        interventions.Post<InterventionResource>("/{intervention}/lead", AssignAsync, MaintenancePermissions.Assign, "assignIntervention", "Give an intervention to a technician")
            .Example(new AssignInterventionBody { LeadId = new(Id) });
        interventions.Post<InterventionResource>("/{intervention}/comments", CommentAsync, MaintenancePermissions.View, "commentIntervention", "Say something on an intervention")
            .Example(new AddInterventionCommentRequest { Body = "The part arrives tomorrow." });
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, ListInterventions list, CancellationToken ct)
    {
        var filter = InterventionFilter.Parse(ApiFilters.Of(request, new Dictionary<string, string>(request.Filters) { ["state"] = request.Filters.GetValueOrDefault("state", "any") }, Sorts));
        if (filter.Failed) return (ApiAnswer)ApiFilters.Refused(filter.Refusal, MaintenanceRefusals.UnknownFilter);
        var page = await list.RunAsync(filter.Value, request.Limit, ct);
        if (page.Failed) return (ApiAnswer)ApiFilters.Refused(page.Refusal, MaintenanceRefusals.UnknownFilter);
        return ApiAnswer.Ok(new ApiList<InterventionItem>
        {
            Items = [.. page.Value.Rows.Select(InterventionWriting.Describe)],
            Next = request.Next(page.Value.Next),
            Total = request.WithTotal ? (await list.CountAsync([filter.Value], ct))[0] : null,
        });
    }

    private static async Task<IResult> PatchAsync(
        string intervention, ApiPatch<InterventionPatch> patch, IfMatch match, GetIntervention get, EditIntervention edit, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (found.Value.Version != match.Version) return (ApiAnswer)Refusal.Stale;

        var changes = PatchedFields.Of(InterventionFields.All, found.Value, patch.Values);
        var edited = await edit.RunAsync(new() { InterventionId = found.Value.Id, Version = match.Version, OnlyThisVersion = true, Changes = changes }, ct);
        return edited.Failed ? (ApiAnswer)edited.Refusal.InApiWords() : await ReadAsync(get, found.Value.Id, isNew: false, ct);
    }

    private static async Task<IResult> CreateAsync(ApiBody<CreateInterventionRequest> body, CreateIntervention create, GetIntervention get, CancellationToken ct)
    {
        var created = await create.RunAsync(body.Value, ct);
        return created.Failed ? (ApiAnswer)created.Refusal : await ReadAsync(get, created.Value.Id, isNew: true, ct);
    }

    private static async Task<IResult> GetAsync(string intervention, GetIntervention get, CancellationToken ct)
    {
        var found = await get.RunAsync(intervention, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : ApiAnswer.Ok(InterventionWriting.Describe(found.Value), EntityTags.Of(found.Value.Intervention));
    }

    private static async Task<IResult> StepsAsync(string intervention, GetIntervention get, CancellationToken ct)
    {
        var found = await get.RunAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var state = found.Value.Intervention.State;
        var steps = found.Value.Steps.Select(s => new InterventionTransition(
            s.Trigger, InterventionWorkflow.Instance.Table.First(row => row.From == state && row.Trigger == s.Trigger).To, [.. s.Required.Select(ApiJson.Name)]));
        return ApiAnswer.Ok(new ApiList<InterventionTransition> { Items = [.. steps] }, EntityTags.Of(found.Value.Intervention));
    }

    private static async Task<IResult> TakeAsync(
        string intervention, string trigger, ApiBody<TakeInterventionStepRequest> body, OptionalIfMatch match, GetIntervention get, MoveIntervention move, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        if (Enum.GetNames<InterventionTrigger>().FirstOrDefault(n => n.Equals(trigger, StringComparison.OrdinalIgnoreCase)) is not { } name) return (ApiAnswer)Refusal.NotFound;
        var wanted = body.Value;
        var taken = await move.RunAsync(
            new()
            {
                InterventionId = found.Value.Id, Version = match.Version ?? found.Value.Version, Trigger = Enum.Parse<InterventionTrigger>(name),
                HoldReason = wanted.HoldReason, WorkedFrom = wanted.WorkedFrom, WorkedUntil = wanted.WorkedUntil, Report = wanted.Report, Reason = wanted.Reason, Outcome = wanted.Outcome,
            }, ct);
        return taken.Failed ? (ApiAnswer)taken.Refusal : await ReadAsync(get, found.Value.Id, isNew: false, ct);
    }

    private static async Task<IResult> AssignAsync(string intervention, ApiBody<AssignInterventionBody> body, OptionalIfMatch match, GetIntervention get, AssignIntervention assign, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var given = await assign.RunAsync(new() { InterventionId = found.Value.Id, Version = match.Version ?? found.Value.Version, LeadId = body.Value.LeadId }, ct);
        return given.Failed ? (ApiAnswer)given.Refusal : await ReadAsync(get, found.Value.Id, isNew: false, ct);
    }

    private static async Task<IResult> CommentAsync(string intervention, ApiBody<AddInterventionCommentRequest> body, GetIntervention get, CommentIntervention comment, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var said = await comment.RunAsync(new() { InterventionId = found.Value.Id, Body = body.Value.Body, IsInternal = body.Value.IsInternal }, ct);
        return said.Failed ? (ApiAnswer)said.Refusal : await ReadAsync(get, found.Value.Id, isNew: false, ct);
    }

    private static async Task<ApiAnswer> ReadAsync(GetIntervention get, Guid id, bool isNew, CancellationToken ct)
    {
        var read = await get.RunAsync(id.ToString(), ct);
        if (read.Failed) return read.Refusal;
        var (body, etag) = (InterventionWriting.Describe(read.Value), EntityTags.Of(read.Value.Intervention));
        return isNew ? ApiAnswer.Created($"/interventions/{id}", body, etag) : ApiAnswer.Ok(body, etag);
    }
}
