using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Reports;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <param name="Said">The filters, and after them the figures of all together with their base.</param>
public sealed record ExportedFigures(string Organisation, IReadOnlyList<ReportFilter> Said, MaintenanceFigures Figures);

/// <summary>The figures as they are shown, of what one may export; written to the audit log first. Refuses: forbidden, not-found.</summary>
[Needs(MaintenancePermissions.ViewFigures), Needs(MaintenancePermissions.Export), Needs(MaintenancePermissions.View), Needs(AssetPermissions.View)]
public sealed class ExportFigures(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TextCatalog texts, FiguresChoices choices, TimeProvider time) : IUseCase
{
    public async Task<Result<ExportedFigures>> RunAsync(FiguresFilter filter, string format, CancellationToken ct)
    {
        string[] needed = [MaintenancePermissions.ViewFigures, MaintenancePermissions.Export, MaintenancePermissions.View, AssetPermissions.View];
        if (!needed.All(user.Can)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var read = await GetFigures.ReadAsync(db, user, MaintenancePermissions.Export, filter, zone, time.GetUtcNow(), ct);
        if (read.Failed) return read.Refusal;

        var organisation = await db.Set<OrganisationSettings>().Select(o => o.Name).SingleOrDefaultAsync(ct) ?? "OpsFlux";
        var filters = await DescribeAsync(filter, read.Value, ct);
        AuditWriter.Add(
            db, AuditAction.Export, Intervention.RecordKind, null, $"figures, {format}, {read.Value.Lines.Count}: {string.Join("; ", filters.Select(f => $"{f.Label}={f.Value}"))}");
        await db.SaveChangesAsync(ct);
        var tiles = texts.TilesOf(read.Value.Total).Concat(texts.TilesOf(read.Value.Service));
        return new ExportedFigures(organisation, [.. filters, .. tiles.Select(t => new ReportFilter(texts[$"Figures.Term.{t.Key}"], $"{t.Value} ({t.Base})"))], read.Value);
    }

    /// <summary>Names instead of ids; of one that the reader may not know, "?".</summary>
    private async Task<List<ReportFilter>> DescribeAsync(FiguresFilter filter, MaintenanceFigures figures, CancellationToken ct)
    {
        var said = new List<ReportFilter>
        {
            new(texts["Figures.From"], figures.Days.From.ToString("d", CultureInfo.CurrentCulture)), new(texts["Figures.To"], figures.Days.To.ToString("d", CultureInfo.CurrentCulture)),
        };
        foreach (var (by, chosen) in new[] { (FiguresBy.Client, filter.Client), (FiguresBy.Site, filter.Site), (FiguresBy.Equipment, filter.Equipment) })
            if (chosen is { } id) said.Add(new(texts.Of(by), (await choices.RunAsync(by, [id], ct)).FirstOrDefault()?.Name ?? "?"));
        if (figures.IsCut) said.Add(new(texts["Figures.Limit"], texts.Format("Figures.CutHint", figures.Lines.Count)));
        return said;
    }
}
