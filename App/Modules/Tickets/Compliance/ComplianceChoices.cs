using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Compliance;

/// <summary>What the report may be narrowed to, by name: of what stands on tickets that one may see. Nothing to whoever may not see the report.</summary>
[Needs(SlaPermissions.View), Needs(TicketPermissions.View)]
public sealed class ComplianceChoices(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    private const int Most = 500;

    /// <param name="ids">Only these, to name them; null: all on offer.</param>
    public async Task<List<Choice>> RunAsync(ComplianceBy by, IReadOnlyList<Guid>? ids, CancellationToken ct)
    {
        if (!user.Can(SlaPermissions.View) || !user.Can(TicketPermissions.View)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Of(db, by, ids).Take(Most).ToListAsync(ct);
    }

    private IQueryable<Choice> Of(AppDbContext db, ComplianceBy by, IReadOnlyList<Guid>? ids)
    {
        var seen = ComplianceQueries.Seen(db, user, TicketPermissions.View);
        return by switch
        {
            ComplianceBy.Site => db.Set<Site>().Where(s => (ids == null || ids.Contains(s.Id)) && SeenStructures.Of(db, user).Any(o => o.Id == s.StructureId))
                .OrderBy(s => s.Name).ThenBy(s => s.Id).Select(s => new Choice(s.Id, s.Name)),
            ComplianceBy.Category => db.Set<Category>().Where(c => ids == null || ids.Contains(c.Id)).OrderBy(c => c.Path).Select(c => new Choice(c.Id, c.Path)),
            ComplianceBy.Technician => db.Set<User>().Where(u => (ids == null || ids.Contains(u.Id)) && seen.Any(t => t.AssigneeId == u.Id))
                .OrderBy(u => u.DisplayName).ThenBy(u => u.Id).Select(u => new Choice(u.Id, u.DisplayName)),
            ComplianceBy.Agreement => db.Set<SlaPolicy>().Where(p => p.RecordKind == Ticket.RecordKind && (ids == null || ids.Contains(p.Id))).OrderBy(p => p.Name).Select(p => new Choice(p.Id, p.Name)),
            _ => SeenStructures.Of(db, user).Where(s => ids == null || ids.Contains(s.Id)).OrderBy(s => s.Name).ThenBy(s => s.Id).Select(s => new Choice(s.Id, s.Name)),
        };
    }
}
