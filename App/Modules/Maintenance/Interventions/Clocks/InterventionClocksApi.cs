using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Clocks;

/// <summary>The clocks of an intervention, as they stand when they are asked for.</summary>
internal static class InterventionClocksApi
{
    public static void Map(ApiRoutes api) => api.Resource("/interventions", "Interventions", "Work on equipment, from opening to closing.")
        .Where("intervention", "Identifier or number of the intervention.", "INT-2026-000042")
        .Get<ApiList<InterventionClock>>("/{intervention}/clocks", ListAsync, MaintenancePermissions.View, "listInterventionClocks", "List the clocks of an intervention")
        .About("Whoever may not read internal notes is told what is due when, and nothing of agreements and lengths.");

    private static async Task<IResult> ListAsync(string intervention, ListInterventionClocks list, CancellationToken ct)
    {
        var clocks = await list.RunAsync(intervention, ct);
        return clocks.Failed ? (ApiAnswer)clocks.Refusal : ApiAnswer.Ok(new ApiList<InterventionClock> { Items = [.. clocks.Value.Clocks.Select(c => Describe(c, clocks.Value.IsInternal))] });
    }

    private static InterventionClock Describe(ClockView clock, bool isInternal) => new()
    {
        Code = clock.Code,
        State = ApiJson.Name(clock.State.ToString()),
        StartedAt = clock.StartedAt,
        DueAt = clock.DueAt,
        StoppedAt = clock.StoppedAt,
        Agreement = isInternal ? clock.Agreement : null,
        ElapsedSeconds = isInternal ? (long)clock.Reading.Elapsed.TotalSeconds : null,
        RemainingSeconds = isInternal && clock.Agreement is not null && clock.Reading.Allowed != TimeSpan.MaxValue ? (long)clock.Reading.Remaining.TotalSeconds : null,
    };
}
