using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Notifications.Following;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Lists;

/// <summary>The list of tickets, for the views that people keep of it.</summary>
internal sealed class TicketListKind : IListKind
{
    public const string ListCode = "tickets";

    public string Code => ListCode;
    public string Permission => TicketPermissions.View;
    public string Path => "/tickets";
    public IReadOnlyCollection<string> Columns => TicketColumnKeys.All;

    public Refusal? Check(ListQuery query) => TicketFilter.Parse(query).Refusal;

    public Refusal? CheckFollowing(ListQuery query)
    {
        var parsed = TicketFilter.Parse(query);
        return parsed.Failed ? parsed.Refusal : parsed.Value.MovesWithTime ? Refusal.Conflict(FollowRefusals.MovesWithTime) : null;
    }
}

/// <summary>Names of the columns, as preferences and saved views keep them.</summary>
internal static class TicketColumnKeys
{
    public const string Number = "number", Title = "title", State = "state", Priority = "priority", Assignee = "assignee", Opened = "opened", Updated = "updated",
        Kind = "kind", Impact = "impact", Urgency = "urgency", Requester = "requester", Category = "category", Structure = "structure", Site = "site", Group = "group",
        Resolved = "resolved", Closed = "closed", Reopenings = "reopenings", Due = "due";

    public static readonly IReadOnlyList<string> All =
        [Number, Title, State, Priority, Assignee, Due, Opened, Updated, Kind, Impact, Urgency, Requester, Category, Structure, Site, Group, Resolved, Closed, Reopenings];
}
