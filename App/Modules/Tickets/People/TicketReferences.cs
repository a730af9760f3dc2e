using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Privacy;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Replies;
using OpsFlux.Modules.Tickets.TimeSpent;

namespace OpsFlux.Modules.Tickets.People;

/// <summary>Where tickets name people and groups, and what of it is held on people.</summary>
internal sealed class TicketReferences : IAccountReferences
{
    public void Describe(AccountReferences references) => references
        .Person<Ticket>(t => t.RequesterId).Held("tickets.requested")
        .Person<Ticket>(t => t.AssigneeId).Held("tickets.assigned")
        .Person<TimeEntry>(t => t.PersonId).Held("tickets.time")
        .Person<CannedReply>(r => r.OwnerId).Held("tickets.replies", WhenAnonymised.Delete)
        .PersonStays<Ticket>(t => t.CreatedBy, t => t.UpdatedBy, t => t.DeletedBy)   // stand in the timeline and in the audit log, which are held
        .PersonStays<ChecklistItem>(i => i.DoneBy).Held("tickets.checklist")
        .Group<Ticket>(t => t.GroupId)
        .Group<Category>(c => c.DefaultGroupId)
        .Group<CannedReply>(r => r.GroupId);
}
