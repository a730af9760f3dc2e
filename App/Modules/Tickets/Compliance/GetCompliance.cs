using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Compliance;

/// <summary>How many due dates were met, of one group or of all.</summary>
/// <param name="Key">Null: those that belong to no group.</param>
/// <param name="Name">Null likewise.</param>
/// <param name="Justified">Of the breached ones.</param>
public sealed record ComplianceLine(Guid? Key, string? Name, int Met, int Breached, int Justified, int AtRisk, int Excluded)
{
    /// <summary>Met of all that were decided, excluded ones apart, cut to one decimal so that 100 means all; null where nothing was decided.</summary>
    public decimal? Percent => Met + Breached == 0 ? null : Math.Floor(1000m * Met / (Met + Breached)) / 10;
}

/// <param name="Lines">The worst first; those of which nothing was decided last.</param>
/// <param name="IsCut">More clocks run than could be measured: there may be more at risk.</param>
public sealed record ComplianceFigures(DaySpan Days, IReadOnlyList<ComplianceLine> Lines, ComplianceLine Total, bool IsCut);

/// <summary>
/// Figures of due dates in a period, of the tickets one may see: one statement for those decided, one for those at risk now, one
/// for names. Refuses: forbidden.
/// </summary>
[Needs(SlaPermissions.View), Needs(TicketPermissions.View)]
public sealed class GetCompliance(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider time) : IUseCase
{
    public async Task<Result<ComplianceFigures>> RunAsync(ComplianceFilter filter, CancellationToken ct)
    {
        if (!user.Can(SlaPermissions.View) || !user.Can(TicketPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ReadAsync(db, user, TicketPermissions.View, filter, TicketReader.Of(user, zone, time), ct);
    }

    internal static async Task<ComplianceFigures> ReadAsync(AppDbContext db, ICurrentUser user, string permission, ComplianceFilter filter, TicketReader reader, CancellationToken ct)
    {
        var clocks = ComplianceQueries.Of(db, user, permission, filter);
        var decided = await clocks.Decided(filter, reader).GroupBy(ComplianceQueries.KeyOf(filter.By)).Select(g => new
        {
            g.Key,
            Met = g.Count(x => x.Clock.State == ClockState.Met),
            Breached = g.Count(x => x.Clock.State == ClockState.Breached || x.Clock.State == ClockState.MetLate),
            Justified = g.Count(x => (x.Clock.State == ClockState.Breached || x.Clock.State == ClockState.MetLate) && x.Clock.JustifiedAt != null),
            Excluded = g.Count(x => x.Clock.State == ClockState.Excluded),
        }).ToListAsync(ct);
        var (atRisk, isCut) = await ClocksAtRisk.ReadAsync(db, clocks, filter.By, reader.Now, ct);

        var found = decided.ToDictionary(d => d.Key ?? Guid.Empty);
        var risks = atRisk.GroupBy(r => r.Clock.Key ?? Guid.Empty).ToDictionary(g => g.Key, g => g.Count());
        var keys = found.Keys.Union(risks.Keys).ToList();
        var names = await NamesAsync(db, filter.By, [.. keys.Where(k => k != Guid.Empty)], ct);
        var lines = keys.Select(k =>
        {
            var (of, risk) = (found.GetValueOrDefault(k), risks.GetValueOrDefault(k));
            return new ComplianceLine(k == Guid.Empty ? null : k, names.GetValueOrDefault(k), of?.Met ?? 0, of?.Breached ?? 0, of?.Justified ?? 0, risk, of?.Excluded ?? 0);
        }).OrderBy(l => l.Percent ?? decimal.MaxValue).ThenByDescending(l => l.Breached).ThenBy(l => l.Name, StringComparer.CurrentCulture).ThenBy(l => l.Key).ToList();
        return new(
            filter.DaysOn(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(reader.Now, reader.Zone).Date)), lines,
            new(null, null, lines.Sum(l => l.Met), lines.Sum(l => l.Breached), lines.Sum(l => l.Justified), lines.Sum(l => l.AtRisk), lines.Sum(l => l.Excluded)), isCut);
    }

    /// <summary>Of what stands on tickets that the reader may see, so that he may know them.</summary>
    private static async Task<Dictionary<Guid, string>> NamesAsync(AppDbContext db, ComplianceBy by, Guid[] ids, CancellationToken ct)
    {
        if (ids.Length == 0) return [];
        return by switch
        {
            ComplianceBy.Site => await db.Set<Site>().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, ct),
            ComplianceBy.Category => await db.Set<Category>().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Path, ct),
            ComplianceBy.Technician => await db.Set<User>().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct),
            ComplianceBy.Agreement => await db.Set<SlaPolicy>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct),
            _ => await db.Set<Structure>().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, ct),
        };
    }
}
