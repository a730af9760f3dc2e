using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Lists;
using OpsFlux.Modules.Maintenance.Figures;
using OpsFlux.Modules.Maintenance.Technicians.Performance;
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
        var technicians = api.Resource("/technicians", "Technicians", "Those who carry out interventions, and whether they are there.")
            .Where("technician", "Identifier or number of the profile.", "TEC-2026-000042");
        technicians.List<TechnicianItem>("", ListAsync, MaintenancePermissions.ViewTechnicians, "listTechnicians", "List the technicians one may see", All);
        technicians.List<TechnicianItem>("/available", AvailableAsync, MaintenancePermissions.ViewTechnicians, "listAvailableTechnicians", "List those who are available now", Present);
        var performance = technicians.Get<TechnicianPerformanceResource>("/{technician}/performance", PerformanceAsync, MaintenancePermissions.ViewTechnicians, "getTechnicianPerformance", "Read how the work went that a technician led")
            .About("Of the interventions one may see. Where nothing was recorded, a figure has no value.");
        foreach (var parameter in FiguresApi.Days) performance.Takes(parameter);
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, ListTechnicians list, CancellationToken ct) =>
        await AnswerAsync(request, ApiFilters.Of(request, request.Filters, new Dictionary<string, string>()), list, ct);

    private static async Task<IResult> AvailableAsync(ApiListRequest request, ListTechnicians list, CancellationToken ct) =>
        await AnswerAsync(request, ApiFilters.Of(request, new Dictionary<string, string>(request.Filters) { ["state"] = nameof(TechnicianState.Available) }, new Dictionary<string, string>()), list, ct);

    private static async Task<IResult> PerformanceAsync(string technician, HttpContext http, GetPerformance get, CancellationToken ct)
    {
        var filter = FiguresFilter.Parse(ListQuery.Parse(http.Request.QueryString.Value));
        if (filter.Failed) return (ApiAnswer)ApiFilters.Refused(filter.Refusal, FigureRefusals.UnknownFilter);
        var read = await get.RunAsync(technician, filter.Value, ct);
        return read.Failed ? (ApiAnswer)read.Refusal : ApiAnswer.Ok(new TechnicianPerformanceResource
        {
            From = read.Value.Days.From, To = read.Value.Days.To, WorkedHours = (decimal)read.Value.Worked.TotalHours, Service = FiguresApi.Describe(read.Value.Service),
        });
    }

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
