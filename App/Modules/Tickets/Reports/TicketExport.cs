using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Reports;

/// <summary>GET /tickets/export?format=xlsx|pdf|csv and the list's own filters: what the list shows, whole, in its order.</summary>
internal static class TicketExport
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/tickets/export", ExportAsync).RequireAuthorization(TicketPermissions.Export);
        endpoints.MapPost("/tickets/export", ExportSelectionAsync).RequireAuthorization(TicketPermissions.Export);
    }

    private static async Task<IResult> ExportAsync(
        HttpContext context, ExportTickets export, TextCatalog texts, ReaderZone zone, ICurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.Parse(context.Request.QueryString.Value);
        var asked = query.Values.GetValueOrDefault("format") ?? "";
        if (ReportResults.FormatOf(asked) is not { } format) return ReportResults.Refused(texts, UnknownFilter("format", asked));

        var filter = TicketFilter.Parse(query.With("format", null).FirstPage());
        if (filter.Failed) return ReportResults.Refused(texts, filter.Refusal);
        return await WriteAsync(filter.Value, format, export, texts, zone, user, clock, ct);
    }

    /// <summary>A selection, whole and by its ids alone, to Excel: as a form, since five hundred ids fit no address.</summary>
    private static async Task<IResult> ExportSelectionAsync(
        [FromForm] string? rows, ExportTickets export, TextCatalog texts, ReaderZone zone, ICurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var ids = (rows ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => Guid.TryParseExact(id, "N", out var parsed) ? parsed : (Guid?)null).ToList();
        return ids.Count is 0 or > SelectedRow.Most || ids.Contains(null)
            ? ReportResults.Refused(texts, UnknownFilter("rows", ids.Count.ToString(CultureInfo.InvariantCulture)))
            : await WriteAsync(new() { Ids = [.. ids.OfType<Guid>()] }, ReportFormat.Excel, export, texts, zone, user, clock, ct);
    }

    private static async Task<IResult> WriteAsync(
        TicketFilter filter, ReportFormat format, ExportTickets export, TextCatalog texts, ReaderZone zone, ICurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var tickets = await export.RunAsync(filter, format.ToString(), ct);
        if (tickets.Failed) return ReportResults.Refused(texts, tickets.Refusal);

        return ReportResults.Stream(new Report<ExportedTicket>
        {
            Title = texts["Tickets.Menu"],
            Organisation = tickets.Value.Organisation,
            Filters = [.. tickets.Value.Filters.Select(f => new ReportFilter(texts[f.Label], f.Value))],
            Columns = TicketReport.Columns(texts),
            Rows = tickets.Value.Rows,
            Chart = new(texts["Report.ByState"], [.. tickets.Value.ByState.Select(s => new ReportBar(texts.Of(s.State), s.Count))]),
            Culture = CultureInfo.CurrentUICulture,
            Zone = zone.Zone,
            PreparedAt = clock.GetUtcNow(),
            PreparedBy = user.DisplayName,
        }, format);
    }

    private static Refusal UnknownFilter(string name, string value) => Refusal.Conflict(TicketRefusals.UnknownFilter, name, value);
}
