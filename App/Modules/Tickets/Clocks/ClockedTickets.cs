using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Sweep;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets.Clocks;

/// <summary>Carries out on tickets what steps of clocks ask for.</summary>
internal sealed class ClockedTickets : IClockedRecords
{
    public string RecordKind => Ticket.RecordKind;

    public async Task<IReadOnlyList<BusinessRecord>> LockAsync(AppDbContext db, Guid[] ids, CancellationToken ct) =>
        await db.Set<Ticket>().FromSql($"select t.* from tickets.tickets t where t.id = any({ids}) order by t.id for update of t skip locked").IgnoreQueryFilters().ToListAsync(ct);

    public Task<ClockedCard?> CardAsync(AppDbContext db, Guid id, CancellationToken ct) => db.Set<Ticket>().Where(t => t.Id == id)
        .Select(t => new ClockedCard(t.Number, t.Title, "/tickets/" + t.Number, t.StructureId, t.AssigneeId, t.GroupId)).SingleOrDefaultAsync(ct);

    public async Task<IReadOnlyList<ClockedFacets>> FacetsAsync(AppDbContext db, Guid[] ids, CancellationToken ct)
    {
        var rows = await db.Set<Ticket>().Where(t => ids.Contains(t.Id) && t.ClosedAt == null)
            .Select(t => new { t.Id, t.Number, t.StructureId, t.SiteId, t.CategoryId, t.Priority, t.TicketKind }).ToListAsync(ct);
        return [.. rows.Select(t => new ClockedFacets(t.Id, t.Number, "/tickets/" + t.Number, t.StructureId, new Dictionary<string, object?>
        {
            [nameof(Ticket.SiteId)] = t.SiteId, [nameof(Ticket.StructureId)] = t.StructureId, [nameof(Ticket.CategoryId)] = t.CategoryId,
            [nameof(Ticket.Priority)] = t.Priority, [nameof(Ticket.TicketKind)] = t.TicketKind,
        }))];
    }

    public Task ReassignAsync(AppDbContext db, BusinessRecord record, Guid? personId, Guid? teamId, string reason, CancellationToken ct)
    {
        var ticket = (Ticket)record;
        var step = TicketWorkflow.Instance.Table.Any(t => t.From == ticket.State && t.Trigger == Shared.Tickets.TicketTrigger.Assign);
        if (step && (personId != ticket.AssigneeId || (teamId is not null && teamId != ticket.GroupId))) ticket.AssignTo(personId, teamId, reason);   // else over, resolved, or theirs already
        return Task.CompletedTask;
    }

    public void RaisePriority(BusinessRecord record, string reason) => ((Ticket)record).RaisePriority(reason);
}
