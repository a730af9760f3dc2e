using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Privacy;
using OpsFlux.Kernel.Privacy.Retention;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.TimeSpent;

namespace OpsFlux.Modules.Tickets.Keeping;

/// <summary>How long tickets are kept, and where people write in them.</summary>
internal static class KeepingDeclaration
{
    public static ModuleBuilder AddKeeping(this ModuleBuilder module) => module
        .AddRetention<KeepClosedTickets>()
        .AddRetention<KeepDeletedTickets>()
        .AddWritten<Ticket>(nameof(Ticket.Title))
        .AddWritten<Ticket>(nameof(Ticket.Description))
        .AddWritten<Ticket>(nameof(Ticket.Solution))
        .AddWritten<Ticket>(nameof(Ticket.ScoreComment))
        .AddWritten<ChecklistItem>(nameof(ChecklistItem.Text))
        .AddWritten<TimeEntry>(nameof(TimeEntry.What));
}
