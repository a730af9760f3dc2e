using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Replies;
using OpsFlux.Modules.Tickets.TimeSpent;

namespace OpsFlux.Modules.Tickets.People;

/// <summary>Where tickets name people and groups.</summary>
internal sealed class TicketReferences : IAccountReferences
{
    public void Describe(AccountReferences references) => references
        .Person<Ticket>(t => t.RequesterId)
        .Person<Ticket>(t => t.AssigneeId)
        .Person<TimeEntry>(t => t.PersonId)
        .Person<CannedReply>(r => r.OwnerId)
        .PersonStays<Ticket>(t => t.CreatedBy, t => t.UpdatedBy, t => t.DeletedBy)
        .PersonStays<ChecklistItem>(i => i.DoneBy)
        .Group<Ticket>(t => t.GroupId)
        .Group<Category>(c => c.DefaultGroupId)
        .Group<CannedReply>(r => r.GroupId);
}
