using OpsFlux.Kernel.Api;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Api;

/// <summary>Tickets in the words of the API, and back.</summary>
internal static class TicketWriting
{
    /// <summary>Fields that the API calls otherwise than the record does.</summary>
    private const string ApiKind = "kind";

    public static TicketResource Describe(TicketDetails details)
    {
        var t = details.Ticket;
        return new()
        {
            Id = t.Id, Number = t.Number, Title = t.Title, Kind = t.TicketKind, State = t.State, WaitingReason = t.WaitingReason,
            Priority = t.Priority, Impact = t.Impact, Urgency = t.Urgency,
            Structure = new(t.StructureId, details.Structure), Site = Named(t.SiteId, details.Site), Category = new(t.CategoryId, details.Category),
            Requester = new(t.RequesterId, details.Requester), Assignee = Named(t.AssigneeId, details.Assignee), Group = Named(t.GroupId, details.Group),
            CreatedAt = t.OpenedAt, UpdatedAt = t.UpdatedAt, StartedAt = t.StartedAt, ResolvedAt = t.ResolvedAt, ClosedAt = t.ClosedAt,
            ReopenCount = t.ReopenCount, Version = t.Version, Description = t.Description, Solution = t.Solution,
            Score = t.Score, ScoreComment = t.ScoreComment, MergedInto = details.GoesOnIn,
        };
    }

    public static TicketItem Describe(TicketRow row) => new()
    {
        Id = row.Id, Number = row.Number, Title = row.Title, Kind = row.Kind, State = row.State, WaitingReason = row.WaitingReason,
        Priority = row.Priority, Impact = row.Impact, Urgency = row.Urgency,
        Structure = new(row.StructureId, row.Structure), Site = Named(row.SiteId, row.Site), Category = new(row.CategoryId, row.Category),
        Requester = new(row.RequesterId, row.Requester), Assignee = Named(row.AssigneeId, row.Assignee), Group = Named(row.GroupId, row.Group),
        CreatedAt = row.OpenedAt, UpdatedAt = row.UpdatedAt, ResolvedAt = row.ResolvedAt, ClosedAt = row.ClosedAt, ReopenCount = row.ReopenCount, Version = row.Version,
    };

    /// <summary>What the API calls a field.</summary>
    public static string NameOf(string field) => field == nameof(Ticket.TicketKind) ? ApiKind : ApiJson.Name(field);

    private static NamedRef? Named(Guid? id, string? name) => id is { } known ? new(known, name ?? "?") : null;
}
