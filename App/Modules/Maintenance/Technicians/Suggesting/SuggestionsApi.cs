using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Suggesting;

/// <summary>Whom an intervention could be given to, with reasons.</summary>
internal static class SuggestionsApi
{
    public static void Map(ApiRoutes api) => api.Resource("/interventions", "Interventions", "Work on equipment, from opening to closing.")
        .Where("intervention", "Identifier or number of the intervention.", "INT-2026-000042")
        .Get<ApiList<SuggestedTechnician>>("/{intervention}/suggestions", ListAsync, MaintenancePermissions.Assign, "listInterventionSuggestions", "Suggest technicians for an intervention")
        .About("The best first, by skills, presence, zone and load; those who cannot do it stand last, with what prevents it.");

    private static async Task<IResult> ListAsync(string intervention, SuggestTechnicians suggest, TextCatalog texts, CancellationToken ct)
    {
        var found = await suggest.RunAsync(intervention, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : ApiAnswer.Ok(new ApiList<SuggestedTechnician> { Items = [.. found.Value.Select(s => Describe(s, texts))] });
    }

    private static SuggestedTechnician Describe(Suggestion suggestion, TextCatalog texts) => new()
    {
        UserId = suggestion.Candidate.UserId,
        Name = suggestion.Candidate.Name,
        State = suggestion.Candidate.State,
        IsPossible = suggestion.IsPossible,
        Reasons = [.. suggestion.Reasons.Select(r => new SuggestionReasonResource { Code = r.Code, Weight = r.Weight, Text = texts.Of(r) })],
    };
}
