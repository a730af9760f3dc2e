using System.Globalization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Audit.Reading;

/// <summary>GET /admin/audit/export?format=xlsx|pdf|csv and the page's own filters: what the page shows, whole, in its order.</summary>
internal static class AuditExport
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/admin/audit/export", ExportAsync).RequireAuthorization(AuditPermissions.Export);

    private static async Task<IResult> ExportAsync(
        HttpContext context, ExportAudit export, TextCatalog texts, ReaderZone zone, ICurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.Parse(context.Request.QueryString.Value);
        var asked = query.Values.GetValueOrDefault("format") ?? "";
        if (ReportResults.FormatOf(asked) is not { } format) return ReportResults.Refused(texts, Refusal.Conflict("audit.unknown-filter", "format", asked));

        var filter = AuditFilter.Parse(query.With("format", null).FirstPage());
        if (filter.Failed) return ReportResults.Refused(texts, filter.Refusal);
        var said = AuditWords.Filters(filter.Value, texts);
        var entries = await export.RunAsync(filter.Value, format.ToString(), string.Join("; ", said.Select(f => $"{f.Label}={f.Value}")), ct);
        if (entries.Failed) return ReportResults.Refused(texts, entries.Refusal);

        return ReportResults.Stream(new Report<AuditLine>
        {
            Title = texts["Audit.Title"],
            Organisation = entries.Value.Organisation,
            Filters = said,
            Columns = Columns(texts),
            Rows = entries.Value.Rows,
            Culture = CultureInfo.CurrentUICulture,
            Zone = zone.Zone,
            PreparedAt = clock.GetUtcNow(),
            PreparedBy = user.DisplayName,
        }, format);
    }

    private static ReportColumns<AuditLine> Columns(TextCatalog texts) => new ReportColumns<AuditLine>()
        .Instant(texts["Audit.At"], a => a.At, 1.6)
        .Text(texts["Audit.Action"], a => AuditWords.Of(a.Action, texts), 1.5)
        .Text(texts["Audit.Actor"], a => a.ActorName, 1.6)
        .Text(texts["Audit.ActingFor"], a => a.ActingForName, 1.3)
        .Text(texts["Audit.Subject"], a => AuditWords.Subject(a.Subject, texts), 1.4)
        .Text(texts["Audit.SubjectId"], a => a.SubjectId, 2)
        .Text(texts["Audit.Detail"], a => a.Detail, 3)
        .Text(texts["Audit.Address"], a => a.IpAddress, 1.3)
        .Text(texts["Audit.Correlation"], a => a.Correlation, 2);
}
