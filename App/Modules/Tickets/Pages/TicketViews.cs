using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Pages;

/// <summary>The tabs a person works with: their own work for technicians, the whole desk for who answers for its figures, one's own requests for the others.</summary>
internal static class TicketViews
{
    public static IReadOnlyList<TicketView> For(ICurrentUser user) => user.Can(TicketPermissions.Work)
        ? user.Can(TicketPermissions.Export) ? [TicketView.All, TicketView.Unassigned, TicketView.DueSoon, TicketView.Late, TicketView.Team, TicketView.Mine, TicketView.Requested, TicketView.Watched]
        : [TicketView.Mine, TicketView.Team, TicketView.Unassigned, TicketView.DueSoon, TicketView.Late, TicketView.All, TicketView.Requested, TicketView.Watched]
        : user.ReachOf(TicketPermissions.View) is { All: false, Structures: [] } ? [TicketView.Requested, TicketView.All] : [TicketView.All, TicketView.Requested, TicketView.Watched];
}

/// <summary>What a list of tickets follows: exactly the changes that its scope can show.</summary>
internal static class TicketTopics
{
    public static IEnumerable<string> Of(ICurrentUser user)
    {
        var reach = user.ReachOf(TicketPermissions.View);
        IEnumerable<string> others = reach is { All: true }
            ? [LiveTopic.Everything(Ticket.RecordKind)]
            : (reach?.Structures ?? []).Select(s => LiveTopic.Structure(Ticket.RecordKind, s));
        return [LiveTopic.Person(Ticket.RecordKind, user.Id), .. others];
    }
}
