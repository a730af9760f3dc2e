using System.Globalization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Pages;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Exporting;

/// <summary>GET /interventions/export?format=xlsx|pdf|csv and the list's own filters: what the list shows, whole, in its order.</summary>
internal static class InterventionExport
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/interventions/export", ExportAsync).RequireAuthorization(MaintenancePermissions.Export);

    private static async Task<IResult> ExportAsync(
        HttpContext context, ExportInterventions export, TextCatalog texts, ReaderZone zone, ICurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.Parse(context.Request.QueryString.Value);
        var asked = query.Values.GetValueOrDefault("format") ?? "";
        if (ReportResults.FormatOf(asked) is not { } format) return ReportResults.Refused(texts, Refusal.Conflict(MaintenanceRefusals.UnknownFilter, "format", asked));

        var filter = InterventionFilter.Parse(query.With("format", null).FirstPage());
        if (filter.Failed) return ReportResults.Refused(texts, filter.Refusal);
        var interventions = await export.RunAsync(filter.Value, format.ToString(), ct);
        if (interventions.Failed) return ReportResults.Refused(texts, interventions.Refusal);

        return ReportResults.Stream(new Report<InterventionRow>
        {
            Title = texts["Interventions.Menu"],
            Organisation = interventions.Value.Organisation,
            Filters = interventions.Value.Filters,
            Columns = Columns(texts),
            Rows = interventions.Value.Rows,
            Chart = new(texts["Interventions.ByState"], [.. interventions.Value.ByState.Select(s => new ReportBar(texts.Of(s.State), s.Count))]),
            Culture = CultureInfo.CurrentUICulture,
            Zone = zone.Zone,
            PreparedAt = clock.GetUtcNow(),
            PreparedBy = user.DisplayName,
        }, format);
    }

    private static ReportColumns<InterventionRow> Columns(TextCatalog texts) => new ReportColumns<InterventionRow>()
        .Text(texts["Field.Intervention.Number"], i => i.Number, 2)
        .Text(texts["Field.Intervention.Title"], i => i.Title, 4)
        .Text(texts["Field.Intervention.State"], i => texts.StateOf(i.State, i.HoldReason), 2)
        .Text(texts["Field.Intervention.Priority"], i => texts.Of(i.Priority), 1.2)
        .Text(texts["Field.Intervention.Type"], i => texts.Of(i.Type), 1.3)
        .Text(texts["Field.Intervention.Structure"], i => i.Structure, 2)
        .Text(texts["Field.Intervention.Equipment"], i => i.Equipment, 2)
        .Text(texts["Field.Intervention.Lead"], i => i.Lead, 1.8)
        .Instant(texts["Field.Intervention.OpenedAt"], i => i.OpenedAt, 1.7)
        .Instant(texts["Field.Intervention.PlannedAt"], i => i.PlannedAt, 1.7)
        .Instant(texts["Field.Intervention.EndedAt"], i => i.EndedAt, 1.7);
}
