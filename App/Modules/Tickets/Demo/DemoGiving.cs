using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Demo;

/// <summary>Steps that name a second person, whose id only the stage knows.</summary>
internal static class DemoGiving
{
    public static DemoTicket Give(this DemoTicket ticket, int minutes, string by, string to, DemoStage stage) => ticket.Then(by, minutes, (services, target) =>
        services.GetRequiredService<AssignTicket>().RunAsync(new() { TicketId = target.Id, Version = target.Version, AssigneeId = stage.IdOf(to) }, target.Ct));
}
