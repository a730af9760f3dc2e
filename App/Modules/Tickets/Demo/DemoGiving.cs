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
    public static DemoTicket Weigh(this DemoTicket ticket, int minutes, Impact impact) =>
        ticket.Edit(minutes, DemoTicket.Assignee, nameof(Ticket.Impact), nameof(Impact.Low), impact.ToString());

    public static DemoTicket Edit(this DemoTicket ticket, int minutes, string person, string field, string? seen, string? value) => ticket.Then(person, minutes, (services, target) =>
        services.GetRequiredService<EditTicket>().RunAsync(new() { TicketId = target.Id, Changes = [new() { Field = field, Seen = seen, Value = value }] }, target.Ct));
}
