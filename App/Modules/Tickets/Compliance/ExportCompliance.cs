using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Compliance;

/// <param name="Clocks">Where a figure was asked for, what is behind it; else null.</param>
public sealed record ExportedCompliance(string Organisation, IReadOnlyList<UsedFilter> Filters, ComplianceFigures Figures, IReadOnlyList<ComplianceClock>? Clocks);

/// <summary>The report as it is shown, or the clocks behind one of its figures, of the tickets one may export; written to the audit log first. Refuses: forbidden.</summary>
[Needs(SlaPermissions.View), Needs(TicketPermissions.Export)]
public sealed class ExportCompliance(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TextCatalog texts, ComplianceChoices choices, TimeProvider time) : IUseCase
{
    /// <summary>A file of more lines is nothing that anybody reads; the figures count them all.</summary>
    public const int Most = 50_000;

    public async Task<Result<ExportedCompliance>> RunAsync(ComplianceFilter filter, string format, CancellationToken ct)
    {
        if (!user.Can(SlaPermissions.View) || !user.Can(TicketPermissions.Export)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var reader = TicketReader.Of(user, zone, time);
        var organisation = await db.Set<OrganisationSettings>().Select(o => o.Name).SingleOrDefaultAsync(ct) ?? "OpsFlux";
        var figures = await GetCompliance.ReadAsync(db, user, TicketPermissions.Export, filter, reader, ct);
        var clocks = filter.Figure is null ? null : await ListComplianceClocks.ReadAsync(db, user, TicketPermissions.Export, filter, reader, Most, ct);
        var filters = await DescribeAsync(filter, figures, ct);
        if (clocks?.IsCut ?? figures.IsCut) filters.Add(new("Compliance.Cut", texts["Compliance.CutHint"]));
        AuditWriter.Add(
            db, AuditAction.Export, Ticket.RecordKind, null,
            $"compliance, {format}, {clocks?.Clocks.Count ?? figures.Lines.Count}: {string.Join("; ", filters.Select(f => $"{f.Label}={f.Value}"))}");
        await db.SaveChangesAsync(ct);
        return new ExportedCompliance(organisation, filters, figures, clocks?.Clocks);
    }

    /// <summary>Names instead of ids; of one that the reader may not know, "?".</summary>
    private async Task<List<UsedFilter>> DescribeAsync(ComplianceFilter filter, ComplianceFigures figures, CancellationToken ct)
    {
        var said = new List<UsedFilter>
        {
            new("Compliance.From", figures.Days.From.ToString("d", CultureInfo.CurrentCulture)), new("Compliance.To", figures.Days.To.ToString("d", CultureInfo.CurrentCulture)),
        };
        if (filter.Clock is { } clock) said.Add(new("Compliance.Clock", texts[$"Clock.{clock}"]));
        if (filter.Figure is { } figure) said.Add(new("Compliance.Figure", texts.Of(figure)));
        foreach (var (by, pick) in new[]
        {
            (ComplianceBy.Structure, filter.Structure), (ComplianceBy.Site, filter.Site), (ComplianceBy.Category, filter.Category),
            (ComplianceBy.Technician, filter.Technician), (ComplianceBy.Agreement, filter.Agreement),
        })
            if (pick is { } chosen)
                said.Add(new($"ComplianceBy.{by}", chosen.Id is { } id ? (await choices.RunAsync(by, [id], ct)).FirstOrDefault()?.Name ?? "?" : texts[$"Compliance.Without.{by}"]));
        return said;
    }
}
