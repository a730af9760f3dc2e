using System.Globalization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Compliance;

/// <summary>GET /tickets/compliance/export?format=xlsx|pdf|csv and the report's own filters: its table, or with figure= the clocks behind it.</summary>
internal static class ComplianceExport
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/tickets/compliance/export", ExportAsync).RequireAuthorization(TicketPermissions.Export);

    private static async Task<IResult> ExportAsync(
        HttpContext context, ExportCompliance export, TextCatalog texts, ReaderZone zone, ICurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.Parse(context.Request.QueryString.Value);
        if (FormatOf(query) is not { } format) return Refused(texts, Refusal.Conflict(TicketRefusals.UnknownFilter, "format", query.Values.GetValueOrDefault("format") ?? ""));
        var filter = ComplianceFilter.Parse(query.With("format", null));
        if (filter.Failed) return Refused(texts, filter.Refusal);
        var exported = await export.RunAsync(filter.Value, format.ToString(), ct);
        if (exported.Failed) return Refused(texts, exported.Refusal);

        var (made, by) = (exported.Value, filter.Value.By);
        return made.Clocks is { } clocks
            ? ReportResults.Stream(ReportOf(texts["Compliance.Title"], ClockColumns(texts), clocks), format)
            : ReportResults.Stream(ReportOf(texts["Compliance.Title"], LineColumns(texts, by, made.Figures.Total), made.Figures.Lines.Append(made.Figures.Total)) with { Chart = ChartOf(texts, made.Figures.Total) }, format);

        Report<TRow> ReportOf<TRow>(string title, ReportColumns<TRow> columns, IEnumerable<TRow> rows) => new()
        {
            Title = title,
            Organisation = made.Organisation,
            Filters = [.. made.Filters.Select(f => new ReportFilter(texts[f.Label], f.Value))],
            Columns = columns,
            Rows = rows.ToAsyncEnumerable(),
            Culture = CultureInfo.CurrentUICulture,
            Zone = zone.Zone,
            PreparedAt = clock.GetUtcNow(),
            PreparedBy = user.DisplayName,
        };
    }

    private static ReportColumns<ComplianceLine> LineColumns(TextCatalog texts, ComplianceBy by, ComplianceLine total) => new ReportColumns<ComplianceLine>()
        .Text(texts.Of(by), l => ReferenceEquals(l, total) ? texts["Compliance.Total"] : texts.NameOf(l, by), 3)
        .Whole(texts.Of(ComplianceFigure.Met), l => l.Met)
        .Whole(texts.Of(ComplianceFigure.Breached), l => l.Breached)
        .Whole(texts.Of(ComplianceFigure.Justified), l => l.Justified)
        .Number(texts["Compliance.PercentColumn"], l => l.Percent)
        .Whole(texts.Of(ComplianceFigure.AtRisk), l => l.AtRisk)
        .Whole(texts.Of(ComplianceFigure.Excluded), l => l.Excluded);

    private static ReportColumns<ComplianceClock> ClockColumns(TextCatalog texts) => new ReportColumns<ComplianceClock>()
        .Text(texts["Field.Number"], c => c.Number, 2.1)
        .Text(texts["Field.Title"], c => c.Title, 3)
        .Text(texts["Compliance.Clock"], c => texts[$"Clock.{c.Code}"], 1.5)
        .Text(texts["Compliance.Outcome"], c => texts.OutcomeOf(c), 1.5)
        .Text(texts["Field.Structure"], c => c.Structure, 1.6)
        .Text(texts["Field.Site"], c => c.Site, 1.4)
        .Text(texts["Field.Category"], c => c.Category, 1.8)
        .Text(texts["ComplianceBy.Technician"], c => c.Technician, 1.5)
        .Text(texts["ComplianceBy.Agreement"], c => c.Agreement, 1.5)
        .Instant(texts["Compliance.StartedAt"], c => c.StartedAt, 1.5)
        .Instant(texts["Compliance.DueAt"], c => c.DueAt, 1.5)
        .Instant(texts["Compliance.StoppedAt"], c => c.StoppedAt, 1.5)
        .Text(texts["Compliance.Said"], c => c.Said, 2.5);

    private static ReportChart ChartOf(TextCatalog texts, ComplianceLine total) => new(texts["Compliance.Title"],
        [new(texts.Of(ComplianceFigure.Met), total.Met), new(texts.Of(ComplianceFigure.Breached), total.Breached), new(texts.Of(ComplianceFigure.AtRisk), total.AtRisk), new(texts.Of(ComplianceFigure.Excluded), total.Excluded)]);

    private static ReportFormat? FormatOf(ListQuery query) => query.Values.GetValueOrDefault("format") switch
    {
        "xlsx" => ReportFormat.Excel,
        "pdf" => ReportFormat.Pdf,
        "csv" => ReportFormat.Csv,
        _ => null,
    };

    private static IResult Refused(TextCatalog texts, Refusal refusal) =>
        TypedResults.Problem(texts.Of(refusal), statusCode: refusal.Kind == RefusalKind.Forbidden ? 403 : 422, extensions: new Dictionary<string, object?> { ["code"] = refusal.Code });
}
