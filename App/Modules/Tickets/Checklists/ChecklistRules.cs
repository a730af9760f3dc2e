using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Checklists;

/// <summary>What checklists mean to the ticket's life: it begins with its category's, and some have to be complete before it is resolved.</summary>
internal static class ChecklistRules
{
    /// <summary>Adds the items of the templates of a new ticket's own category; those of a parent category are not inherited.</summary>
    public static async Task BeginAsync(AppDbContext db, Ticket ticket, CancellationToken ct)
    {
        var templates = await db.Set<ChecklistTemplate>().AsNoTracking().Where(t => t.CategoryId == ticket.CategoryId).OrderBy(t => t.Name).ThenBy(t => t.Id).ToListAsync(ct);
        var items = templates.SelectMany(t => t.Items.Select(text => (text, t.IsRequired))).Take(ChecklistLimits.MostItems)
            .Select((item, at) => new ChecklistItem { TicketId = ticket.Id, Text = item.text, IsRequired = item.IsRequired, Position = at + 1 });
        db.AddRange(items);
    }

    /// <summary>Null where the ticket may be resolved. Refuses: checklist-incomplete, with how many are missing and the first of them.</summary>
    public static async Task<Refusal?> CheckAsync(AppDbContext db, Ticket ticket, CancellationToken ct)
    {
        var missing = await db.Set<ChecklistItem>().Where(i => i.TicketId == ticket.Id && i.IsRequired && i.DoneAt == null)
            .OrderBy(i => i.Position).ThenBy(i => i.Id).Select(i => i.Text).ToListAsync(ct);
        return missing is [] ? null : Refusal.Conflict(TicketRefusals.ChecklistIncomplete, missing.Count, missing[0]);
    }
}
