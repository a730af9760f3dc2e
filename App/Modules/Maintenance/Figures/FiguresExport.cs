using System.Globalization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>GET /maintenance/figures/export?format=xlsx|pdf|csv and the page's own filters.</summary>
internal static class FiguresExport
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/maintenance/figures/export", ExportAsync).RequireAuthorization(MaintenancePermissions.Export);

    private static async Task<IResult> ExportAsync(
        HttpContext context, ExportFigures export, TextCatalog texts, ReaderZone zone, ICurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.Parse(context.Request.QueryString.Value);
        var asked = query.Values.GetValueOrDefault("format");
        if (ReportResults.FormatOf(asked) is not { } format) return ReportResults.Refused(texts, Refusal.Conflict(FigureRefusals.UnknownFilter, "format", asked ?? ""));
        var filter = FiguresFilter.Parse(query.With("format", null));
        if (filter.Failed) return ReportResults.Refused(texts, filter.Refusal);
        var exported = await export.RunAsync(filter.Value, format.ToString(), ct);
        if (exported.Failed) return ReportResults.Refused(texts, exported.Refusal);

        var figures = exported.Value.Figures;
        var total = new EquipmentFigures(Guid.Empty, "", figures.Equipment?.Name ?? texts["Figures.Total"], figures.Total, figures.Service.Satisfaction);
        return ReportResults.Stream(new Report<EquipmentFigures>
        {
            Title = texts["Figures.Title"],
            Organisation = exported.Value.Organisation,
            Filters = exported.Value.Said,
            Columns = ColumnsOf(texts),
            Rows = figures.Lines.Append(total).ToAsyncEnumerable(),
            Culture = CultureInfo.CurrentUICulture,
            Zone = zone.Zone,
            PreparedAt = clock.GetUtcNow(),
            PreparedBy = user.DisplayName,
        }, format);
    }

    /// <summary>Where there is no figure the cell is empty, and the last column says why.</summary>
    private static ReportColumns<EquipmentFigures> ColumnsOf(TextCatalog texts) => new ReportColumns<EquipmentFigures>()
        .Text(texts["Figures.Number"], l => l.Number, 1.6)
        .Text(texts["Figures.Name"], l => l.Name, 2)
        .Whole(texts["Figures.Failures"], l => l.Reliability.Failures)
        .Number(texts["Figures.RequiredHours"], l => l.Reliability.Required.TotalHours)
        .Number(texts["Figures.DownHours"], l => l.Reliability.Timed == 0 && l.Reliability.Failures > 0 ? null : l.Reliability.Down.TotalHours)
        .Number(texts["Figures.MtbfHours"], l => l.Reliability.MeanTimeBetweenFailures.Value?.TotalHours)
        .Number(texts["Figures.MttrHours"], l => l.Reliability.MeanTimeToRestore.Value?.TotalHours)
        .Number(texts["Figures.AvailabilityPercent"], l => l.Reliability.Availability.Value * 100)
        .Number(texts["Figures.OperationalPercent"], l => l.Reliability.OperationalAvailability.Value * 100)
        .Number(texts["Figures.SatisfactionPercent"], l => l.Satisfaction?.Satisfied.Value.Value * 100)
        .Whole(texts["Figures.Answers"], l => l.Satisfaction?.Answered.Part)
        .Whole(texts["Figures.Asked"], l => l.Satisfaction?.Answered.Whole)
        .Text(texts["Figures.Note"], l => l.Reliability.Failures == 0 ? texts.Say(l.Reliability.MeanTimeBetweenFailures, l.Reliability) : texts.Caution(l.Reliability), 3);
}
