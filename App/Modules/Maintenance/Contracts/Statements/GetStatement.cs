using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Contracts.Statements;

/// <summary>A line of a statement. People and work are named as the contract's parties know them.</summary>
/// <param name="IsStanding">It neither takes back nor was taken back: what can be corrected.</param>
public sealed record StatementLine(ConsumptionLine Line, ConsumptionDetail Detail, string? Intervention, string? Title, string? Person, string? Site, bool IsStanding);

/// <summary>What was used of one unit: before the month, in it, and with it.</summary>
public sealed record StatementTotal(ContractUnit Unit, decimal Before, decimal Used, decimal ToQuote)
{
    public decimal After => Before + Used;
}

/// <summary>What was booked on a contract in a month. Lines never change and go by the day they were booked: it reads the same for ever.</summary>
public sealed record ContractStatement(Contract Contract, string Client, string Organisation, DateOnly Month, IReadOnlyList<StatementLine> Lines, IReadOnlyList<StatementTotal> Totals)
{
    /// <summary>More than this in a month are not shown; the totals count them.</summary>
    public const int Most = 2_000;

    public bool IsCut => Lines.Count == Most;
}

/// <summary>Reads a month of a contract. Four statements. Refuses: forbidden, not-found.</summary>
[Needs(MaintenancePermissions.ViewContracts)]
public sealed class GetStatement(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <param name="month">Any day of it.</param>
    public Task<Result<ContractStatement>> RunAsync(Guid contractId, DateOnly month, CancellationToken ct) => ReadAsync(contractId, month, null, ct);

    /// <summary>For a file: written to the audit log first.</summary>
    public Task<Result<ContractStatement>> ExportAsync(Guid contractId, DateOnly month, string format, CancellationToken ct) => ReadAsync(contractId, month, format, ct);

    private async Task<Result<ContractStatement>> ReadAsync(Guid contractId, DateOnly month, string? format, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ViewContracts)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var contract = await db.Set<Contract>().AsNoTracking().AllowedTo(user, MaintenancePermissions.ViewContracts).SingleOrDefaultAsync(c => c.Id == contractId, ct);
        if (contract is null) return Refusal.NotFound;
        if (format is not null)
        {
            AuditWriter.Add(db, AuditAction.Export, Contract.RecordKind, contract.Id.ToString(), $"statement, {format}, {month:yyyy-MM}");
            await db.SaveChangesAsync(ct);
        }

        var first = new DateOnly(month.Year, month.Month, 1);
        var next = first.AddMonths(1);
        var names = await db.Set<Structure>().Where(s => s.Id == contract.StructureId)
            .Select(s => new { s.Name, Organisation = db.Set<OrganisationSettings>().Select(o => o.Name).FirstOrDefault() }).SingleAsync(ct);
        return new ContractStatement(contract, names.Name, names.Organisation ?? "OpsFlux", first, await LinesAsync(db, contract.Id, first, next, ct), await TotalsAsync(db, contract.Id, first, next, ct));
    }

    private static async Task<List<StatementLine>> LinesAsync(AppDbContext db, Guid contractId, DateOnly first, DateOnly next, CancellationToken ct)
    {
        var rows =
            from line in db.Set<ConsumptionLine>().AsNoTracking().Where(l => l.ContractId == contractId && l.BookedOn >= first && l.BookedOn < next)
            join intervention in db.Set<Intervention>().IgnoreQueryFilters() on line.InterventionId equals intervention.Id into interventions
            from intervention in interventions.DefaultIfEmpty()
            join person in db.Set<User>() on line.PersonId equals person.Id into people
            from person in people.DefaultIfEmpty()
            join site in db.Set<Site>() on intervention.SiteId equals site.Id into sites
            from site in sites.DefaultIfEmpty()
            orderby line.BookedOn, line.On, line.CreatedAt, line.Id
            select new
            {
                Line = line, Intervention = intervention.Number, intervention.Title, Person = person.DisplayName, Site = site.Name,
                IsStanding = line.ReversesId == null && !db.Set<ConsumptionLine>().Any(r => r.ReversesId == line.Id),
            };
        return (await rows.Take(ContractStatement.Most).ToListAsync(ct)).ConvertAll(r => new StatementLine(r.Line, ConsumptionDetail.Parse(r.Line.Detail), r.Intervention, r.Title, r.Person, r.Site, r.IsStanding));
    }

    private static async Task<List<StatementTotal>> TotalsAsync(AppDbContext db, Guid contractId, DateOnly first, DateOnly next, CancellationToken ct) =>
        await db.Set<ConsumptionLine>().Where(l => l.ContractId == contractId && l.BookedOn < next).GroupBy(l => l.Unit).OrderBy(g => g.Key)
            .Select(g => new StatementTotal(
                g.Key, g.Where(l => l.BookedOn < first && l.Bearing != ConsumptionBearing.Quote).Sum(l => l.Units),
                g.Where(l => l.BookedOn >= first && l.Bearing != ConsumptionBearing.Quote).Sum(l => l.Units), g.Where(l => l.BookedOn >= first && l.Bearing == ConsumptionBearing.Quote).Sum(l => l.Units))).ToListAsync(ct);
}
