using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Data;

/// <summary>What says of a ticket who may do what, and what cards show of it: these columns rather than a row with all its texts.</summary>
internal sealed record TicketSight(Guid Id, string Number, string Title, TicketState State, Guid StructureId, Guid RequesterId, Guid? AssigneeId, Guid? MergedIntoId)
{
    public RecordCard Card => new(new(Ticket.RecordKind, Id), Number, Title, "/tickets/" + Number, $"TicketState.{State}", StructureId);

    public static IQueryable<TicketSight> Of(IQueryable<Ticket> tickets) =>
        tickets.Select(t => new TicketSight(t.Id, t.Number, t.Title, t.State, t.StructureId, t.RequesterId, t.AssigneeId, t.MergedIntoId));

    public static TicketSight Of(Ticket t) => new(t.Id, t.Number, t.Title, t.State, t.StructureId, t.RequesterId, t.AssigneeId, t.MergedIntoId);

    public bool IsOwnedBy(Guid userId) => RequesterId == userId || AssigneeId == userId;

    public RecordAccess AccessOf(ICurrentUser user)
    {
        bool Covers(string permission) => user.Can(permission, StructureId, IsOwnedBy(user.Id));
        var goesOn = MergedIntoId is null;   // a merged ticket is continued elsewhere
        return new(Card, goesOn && Covers(TicketPermissions.Comment), Covers(TicketPermissions.Note), goesOn && Covers(TicketPermissions.Edit));
    }
}
