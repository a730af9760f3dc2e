using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Demo;

/// <summary>Steps that need more than the ticket itself: a second person, or what was declared.</summary>
internal static class DemoGiving
{
    public static DemoTicket Give(this DemoTicket ticket, int minutes, string by, string to, DemoStage stage) => ticket.Then(by, minutes, (services, target) =>
        services.GetRequiredService<AssignTicket>().RunAsync(new() { TicketId = target.Id, Version = target.Version, AssigneeId = stage.IdOf(to) }, target.Ct));

    /// <summary>The assignee has seen how many are concerned, and the priority follows; requesters say only how urgent it is.</summary>
    public static DemoTicket Weigh(this DemoTicket ticket, int minutes, Impact impact) => ticket.Then(DemoTicket.Assignee, minutes, async (services, target) =>
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync(target.Ct);
        var category = await db.Set<Ticket>().Where(t => t.Id == target.Id).Select(t => t.CategoryId).SingleAsync(target.Ct);
        return await services.GetRequiredService<EditTicket>().RunAsync(
            new() { TicketId = target.Id, Version = target.Version, Title = ticket.Title, CategoryId = category, Impact = impact, Urgency = ticket.Urgency }, target.Ct);
    });
}
