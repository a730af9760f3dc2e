using System.Globalization;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Reports;

/// <summary>GET /equipment/export?format=xlsx|pdf|csv and the list's own filters: what the list shows, whole, in its order.</summary>
internal static class EquipmentExport
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/equipment/export", ExportAsync).RequireAuthorization(AssetPermissions.Export);

    private static async Task<IResult> ExportAsync(
        HttpContext context, ExportEquipment export, TextCatalog texts, ReaderZone zone, ICurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var query = ListQuery.Parse(context.Request.QueryString.Value);
        var asked = query.Values.GetValueOrDefault("format") ?? "";
        if (ReportResults.FormatOf(asked) is not { } format) return ReportResults.Refused(texts, Refusal.Conflict(AssetRefusals.UnknownFilter, "format", asked));

        var filter = EquipmentFilter.Parse(query.With("format", null).FirstPage());
        if (filter.Failed) return ReportResults.Refused(texts, filter.Refusal);
        var equipment = await export.RunAsync(filter.Value, format.ToString(), ct);
        if (equipment.Failed) return ReportResults.Refused(texts, equipment.Refusal);

        return ReportResults.Stream(new Report<EquipmentRow>
        {
            Title = texts["Equipment.Menu"],
            Organisation = equipment.Value.Organisation,
            Filters = [.. equipment.Value.Filters.Select(f => new ReportFilter(texts[f.Label], f.Value))],
            Columns = Columns(texts),
            Rows = equipment.Value.Rows,
            Chart = new(texts["Equipment.ByState"], [.. equipment.Value.ByState.Select(s => new ReportBar(texts.Of(s.State), s.Count))]),
            Culture = CultureInfo.CurrentUICulture,
            Zone = zone.Zone,
            PreparedAt = clock.GetUtcNow(),
            PreparedBy = user.DisplayName,
        }, format);
    }

    private static ReportColumns<EquipmentRow> Columns(TextCatalog texts) => new ReportColumns<EquipmentRow>()
        .Text(texts["Equipment.Number"], e => e.Number, 2)
        .Text(texts["Equipment.Name"], e => e.Name, 3)
        .Text(texts["Equipment.Type"], e => e.Type, 1.8)
        .Text(texts["Equipment.State"], e => texts.Of(e.State), 1.4)
        .Text(texts["Equipment.LifeCycle"], e => texts.Of(e.LifeCycle), 1.2)
        .Text(texts["Equipment.Structure"], e => e.Structure, 1.8)
        .Text(texts["Equipment.Site"], e => e.Site, 1.6)
        .Text(texts["Equipment.Location"], e => e.Location, 1.6)
        .Text(texts["Equipment.Maker"], e => e.Maker, 1.3)
        .Text(texts["Equipment.Model"], e => e.Model, 1.3)
        .Text(texts["Equipment.SerialNumber"], e => e.SerialNumber, 1.5)
        .Date(texts["Equipment.InstalledOn"], e => e.InstalledOn, 1.2)
        .Date(texts["Equipment.WarrantyUntil"], e => e.WarrantyUntil, 1.2)
        .Whole(texts["Equipment.MaintenanceEveryDays"], e => e.MaintenanceEveryDays, 1)
        .Date(texts["Equipment.NextMaintenanceOn"], e => e.NextMaintenanceOn, 1.2);
}
