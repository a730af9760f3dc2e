using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Privacy;
using OpsFlux.Kernel.Privacy.Retention;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Replies;
using OpsFlux.Modules.Tickets.TimeSpent;

namespace OpsFlux.Modules.Tickets.Keeping;

/// <summary>What tickets hold on people, and how long they are kept.</summary>
internal static class KeepingDeclaration
{
    private const string Stamp = "stands in the timeline and in the audit log, which are part of the export";

    public static ModuleBuilder AddKeeping(this ModuleBuilder module) => module
        .AddRetention<KeepClosedTickets>()
        .AddRetention<KeepDeletedTickets>()
        .AddPersonal<Ticket>(nameof(Ticket.RequesterId), "tickets.requested")
        .AddPersonal<Ticket>(nameof(Ticket.AssigneeId), "tickets.assigned")
        .AddImpersonal<Ticket>(nameof(Ticket.CreatedBy), Stamp)
        .AddImpersonal<Ticket>(nameof(Ticket.UpdatedBy), Stamp)
        .AddImpersonal<Ticket>(nameof(Ticket.DeletedBy), Stamp)
        .AddPersonal<ChecklistItem>(nameof(ChecklistItem.DoneBy), "tickets.checklist")
        .AddPersonal<TimeEntry>(nameof(TimeEntry.PersonId), "tickets.time")
        .AddPersonal<CannedReply>(nameof(CannedReply.OwnerId), "tickets.replies", WhenAnonymised.Delete)
        .AddWritten<Ticket>(nameof(Ticket.Title))
        .AddWritten<Ticket>(nameof(Ticket.Description))
        .AddWritten<Ticket>(nameof(Ticket.Solution))
        .AddWritten<Ticket>(nameof(Ticket.ScoreComment))
        .AddWritten<ChecklistItem>(nameof(ChecklistItem.Text))
        .AddWritten<TimeEntry>(nameof(TimeEntry.What));
}
