using System.Collections.Frozen;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
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
    private static readonly FrozenSet<string> BesideTheTicket = new[]
        {
            typeof(TicketCommented), typeof(TicketTimeSpent), typeof(TicketChecklistChanged), typeof(FileAttached), typeof(FileRemoved), typeof(FileScanned), typeof(RecordLinked), typeof(RecordUnlinked),
        }.Select(EventNameAttribute.Of).ToFrozenSet();

    public static IEnumerable<string> Of(ICurrentUser user)
    {
        var reach = user.ReachOf(TicketPermissions.View);
        IEnumerable<string> others = reach is { All: true }
            ? [LiveTopic.Everything(Ticket.RecordKind)]
            : (reach?.Structures ?? []).Select(s => LiveTopic.Structure(Ticket.RecordKind, s));
        return [LiveTopic.Person(Ticket.RecordKind, user.Id), .. others];
    }

    /// <summary>
    /// A ticket that is not shown matters to a list where it may come in, leave or be counted otherwise: what is said, measured
    /// or attached does none of this, but in a list that searches words or stands in order of the last change.
    /// </summary>
    public static bool Concerns(this LiveUpdate update, ListQuery query, bool isShown) =>
        isShown || !BesideTheTicket.Contains(update.Name) || query.Search is not null || string.Equals(query.Sort?.TrimStart('-'), nameof(TicketSort.Updated), StringComparison.OrdinalIgnoreCase);
}
