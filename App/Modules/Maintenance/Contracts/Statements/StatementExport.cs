using System.Globalization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Statements;

/// <summary>GET /contracts/{id}/statement?month=yyyy-MM&amp;format=xlsx|pdf|csv: the statement of a month as a file.</summary>
internal static class StatementExport
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/contracts/{id:guid}/statement.file", ExportAsync).RequireAuthorization(MaintenancePermissions.ViewContracts);

    private static async Task<IResult> ExportAsync(
        Guid id, string? month, string? format, GetStatement get, TextCatalog texts, ReaderZone zone, ICurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (ReportResults.FormatOf(format) is not { } wanted) return ReportResults.Refused(texts, Refusal.Conflict(ContractRefusals.UnknownFilter, "format", format ?? ""));
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return ReportResults.Refused(texts, Refusal.Conflict(ContractRefusals.UnknownFilter, "month", month ?? ""));
        var read = await get.ExportAsync(id, day, wanted.ToString(), ct);
        if (read.Failed) return ReportResults.Refused(texts, read.Refusal);

        var statement = read.Value;
        return ReportResults.Stream(new Report<StatementLine>
        {
            Title = texts.Format("Statement.Title", statement.Contract.Reference),
            Subtitle = texts.Format("Statement.Subtitle", statement.Client, statement.Month.ToString("MMMM yyyy", CultureInfo.CurrentCulture)),
            Organisation = statement.Organisation,
            Filters = [.. statement.Totals.Select(t => new ReportFilter(texts.Of(t.Unit), texts.Format("Statement.TotalLine", texts.Amount(t.Unit, t.Used), texts.Amount(t.Unit, t.After), texts.Amount(t.Unit, t.ToQuote))))],
            Columns = Columns(texts),
            Rows = statement.Lines.ToAsyncEnumerable(),
            Culture = CultureInfo.CurrentUICulture,
            Zone = zone.Zone,
            PreparedAt = clock.GetUtcNow(),
            PreparedBy = user.DisplayName,
        }, wanted);
    }

    private static ReportColumns<StatementLine> Columns(TextCatalog texts) => new ReportColumns<StatementLine>()
        .Date(texts["Statement.BookedOn"], l => l.Line.BookedOn)
        .Date(texts["Statement.On"], l => l.Line.On)
        .Text(texts["Statement.Kind"], l => texts.KindOf(l.Line), 1.4)
        .Text(texts["Statement.Intervention"], l => l.Intervention, 1.8)
        .Text(texts["Statement.Work"], l => l.Title, 2.6)
        .Text(texts["Statement.Person"], l => l.Person, 1.5)
        .Text(texts["Statement.Pieces"], l => texts.PiecesOf(l.Detail), 2.4)
        .Text(texts["Statement.Unit"], l => texts.Of(l.Line.Unit), 1.1)
        .Number(texts["Statement.Units"], l => l.Line.Units)
        .Text(texts["Statement.Bearing"], l => texts.Of(l.Line.Bearing), 1.2)
        .Text(texts["Statement.Reason"], l => texts.ReasonOf(l.Line), 2);
}
