using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Sla.Policies;

/// <summary>An agreement as the list shows it.</summary>
/// <param name="Calendar">Null: that of the record's structure.</param>
/// <param name="OpenClocks">How many clocks go on by it, up to <see cref="CappedCount.Cap"/>.</param>
public sealed record PolicyLine(SlaPolicy Policy, PolicyDefinition Definition, string? Calendar, int OpenClocks);

/// <param name="Names">Of all that the agreements mention, by id; what is gone is absent.</param>
public sealed record PolicyList(IReadOnlyList<PolicyLine> Lines, IReadOnlyDictionary<string, string> Names);

/// <summary>Agreements with what they say, those in use first. Refuses: forbidden.</summary>
[Needs(SlaPermissions.View)]
public sealed class ListPolicies(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    private static readonly ClockState[] Open = [ClockState.Running, ClockState.Paused, ClockState.Breached];

    public async Task<Result<PolicyList>> RunAsync(CancellationToken ct)
    {
        if (!user.Can(SlaPermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await ReadAsync(db, catalog, db.Set<SlaPolicy>(), ct);
    }

    internal static async Task<PolicyList> ReadAsync(AppDbContext db, ModuleCatalog catalog, IQueryable<SlaPolicy> policies, CancellationToken ct)
    {
        var rows = await policies.AsNoTracking().OrderByDescending(p => p.IsActive).ThenBy(p => p.Name).ThenBy(p => p.Id).Select(p => new
        {
            Policy = p,
            Calendar = db.Set<Calendar>().Where(c => c.Id == p.CalendarId).Select(c => c.Name).FirstOrDefault(),
            OpenClocks = db.Set<SlaClock>().Where(c => c.PolicyId == p.Id && Open.Contains(c.State)).Take(CappedCount.Cap).Count(),
        }).ToListAsync(ct);
        var lines = rows.Select(r => new PolicyLine(r.Policy, PolicyDefinition.Parse(r.Policy.Definition), r.Calendar, r.OpenClocks)).ToList();
        var known = lines.Select(l => (Kind: catalog.ClockedKind(l.Policy.RecordKind), l.Definition)).Where(l => l.Kind is not null).Select(l => (l.Kind!, l.Definition));   // filtered
        return new(lines, await PolicyNames.ReadAsync(db, known, ct));
    }
}
