using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Files.Downloads;
using OpsFlux.Modules.Maintenance.Interventions.Rating;
using OpsFlux.Modules.Maintenance.Interventions.Signatures;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Reporting;

/// <summary>Report, signatures and rating in the REST API: the same use cases as the page, with the same permissions and refusals.</summary>
internal static class ReportingApi
{
    public static void Map(ApiRoutes api)
    {
        var interventions = api.Resource("/interventions", "Interventions", "Work on equipment, from opening to closing.")
            .Where("intervention", "Identifier or number of the intervention.", "INT-2026-000042");
        interventions.Download("/{intervention}/report", DownloadAsync, MaintenancePermissions.View, "downloadInterventionReport", "Download the newest report of an intervention")
            .About("A PDF. 404 until the report is printed, which is some seconds after closing.");
        interventions.Get<ApiList<SignatureResource>>("/{intervention}/signatures", SignaturesAsync, MaintenancePermissions.View, "listInterventionSignatures", "List who signed for the work");
        interventions.Get<InterventionRatingResource>("/{intervention}/rating", RatingAsync, MaintenancePermissions.View, "getInterventionRating", "Read the client's rating")
            .About("404 until there is one.");
        interventions.Put("/{intervention}/rating", RateAsync, MaintenancePermissions.Rate, "rateIntervention", "Rate a closed intervention as its client")
            .About("The same again is harmless. Within seven days whoever gave it may change it.")
            .Example(new PutRatingRequest { Score = 5, Comment = "Quick and clean." });
    }

    private static async Task<IResult> DownloadAsync(string intervention, HttpContext http, ListReports reports, OpenFile open, CancellationToken ct)
    {
        var file = await reports.FileAsync(intervention, ct);
        if (file.Failed) return (ApiAnswer)file.Refusal;
        var opened = await open.RunAsync(file.Value, DownloadEndpoints.UseOf(http), ct);
        return opened.Failed ? (ApiAnswer)opened.Refusal : DownloadEndpoints.Send(http, opened.Value, opened.Value.File.Name);
    }

    private static async Task<IResult> SignaturesAsync(string intervention, GetIntervention get, ListSignatures list, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var signatures = await list.RunAsync(found.Value.Id, ct);
        return signatures.Failed ? (ApiAnswer)signatures.Refusal : ApiAnswer.Ok(new ApiList<SignatureResource>
        {
            Items = [.. signatures.Value.Signatures.Select(s => new SignatureResource { Party = s.Party, Name = s.Name, IsTyped = s.Path is null, SignedAt = s.SignedAt, SignedOn = s.SignedOn, Path = s.Path })],
        });
    }

    private static async Task<IResult> RatingAsync(string intervention, GetIntervention get, GetRating rating, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var read = await rating.RunAsync(found.Value.Id, ct);
        if (read.Failed) return (ApiAnswer)read.Refusal;
        return read.Value.Rating is not { } given ? (ApiAnswer)Kernel.Results.Refusal.NotFound : ApiAnswer.Ok(new InterventionRatingResource
        {
            Score = given.Score, Comment = given.Comment, RatedAt = given.RatedAt, ChangedAt = given.ChangedAt, RatedBy = read.Value.RatedBy ?? "",
        });
    }

    private static async Task<IResult> RateAsync(string intervention, ApiBody<PutRatingRequest> body, GetIntervention get, GetRating rating, RateIntervention rate, CancellationToken ct)
    {
        var found = await get.RowAsync(intervention, ct);
        if (found.Failed) return (ApiAnswer)found.Refusal;
        var read = await rating.RunAsync(found.Value.Id, ct);
        if (read.Failed) return (ApiAnswer)read.Refusal;
        var rated = await rate.RunAsync(new() { InterventionId = found.Value.Id, Version = read.Value.Rating?.Version ?? 0, Score = body.Value.Score, Comment = body.Value.Comment }, ct);
        return rated.Failed ? (ApiAnswer)rated.Refusal : ApiAnswer.NoContent();
    }
}
