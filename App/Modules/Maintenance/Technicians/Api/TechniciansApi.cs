using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Lists;
using OpsFlux.Modules.Maintenance.Technicians.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Api;

/// <summary>Technicians in the REST API: who they are, and who is there.</summary>
internal static class TechniciansApi
{
    private static readonly ApiListOf
        All = new(["name"], [ApiParameter.AnyOf<TechnicianState>("state", "States.")]),
        Present = new(["name"], []);

    public static void Map(ApiRoutes api)
    {
        var technicians = api.Resource("/technicians", "Technicians", "Those who carry out interventions, and whether they are there.");
        technicians.List<TechnicianItem>("", ListAsync, MaintenancePermissions.ViewTechnicians, "listTechnicians", "List the technicians one may see", All);
        technicians.List<TechnicianItem>("/available", AvailableAsync, MaintenancePermissions.ViewTechnicians, "listAvailableTechnicians", "List those who are available now", Present);
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, ListTechnicians list, CancellationToken ct) =>
        await AnswerAsync(request, ApiFilters.Of(request, request.Filters, new Dictionary<string, string>()), list, ct);

    private static async Task<IResult> AvailableAsync(ApiListRequest request, ListTechnicians list, CancellationToken ct) =>
        await AnswerAsync(request, ApiFilters.Of(request, new Dictionary<string, string>(request.Filters) { ["state"] = nameof(TechnicianState.Available) }, new Dictionary<string, string>()), list, ct);

    private static async Task<ApiAnswer> AnswerAsync(ApiListRequest request, ListQuery query, ListTechnicians list, CancellationToken ct)
    {
        var page = await list.RunAsync(query, request.Limit, ct);
        if (page.Failed) return ApiFilters.Refused(page.Refusal, MaintenanceRefusals.UnknownFilter);
        return ApiAnswer.Ok(new ApiList<TechnicianItem> { Items = [.. page.Value.Rows.Select(Describe)], Next = request.Next(page.Value.Next) });
    }

    private static TechnicianItem Describe(TechnicianRow row) => new()
    {
        Id = row.Id, Number = row.Number, Name = row.Name, UserId = row.UserId, State = row.State, Speciality = row.Speciality, Team = row.Team, Zone = row.Zone,
        Skills = row.Skills, OpenInterventions = row.Open,
    };
}
