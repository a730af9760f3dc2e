using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel.Api;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Api;

/// <summary>The list of tickets: the filters of the page under the same names, and all states where none is named.</summary>
[Needs(TicketPermissions.View)]
public sealed class TicketListing(ListTickets list) : IUseCase
{
    internal static readonly ApiListOf Declared = new(["createdAt", "updatedAt", "priority", "number", "dueAt"],
    [
        ApiParameter.OneOf<TicketView>("view", "Whose tickets."),
        ApiParameter.AnyOf<TicketState>("state", "States, or `open` or `any` (the usual one) alone.", "open", "any"),
        ApiParameter.AnyOf<Priority>("priority", "Priorities."),
        ApiParameter.Id("category", "Categories; at most 50.") with { IsMany = true, LongestText = 2_000 },
        ApiParameter.OneOf<TicketKind>("kind", "Incidents or service requests."),
        ApiParameter.Id("structure", "Structure to which they belong."),
        ApiParameter.Id("site", "Site."),
        ApiParameter.Id("group", "Team."),
        new("assignee", "Person who does it: an id, `me` or `none`."),
        new("requester", "Person who asked: an id or `me`."),
        new("tag", "Tag."),
        ApiParameter.Date("from", "Declared on this day or later, in the zone of the caller."),
        ApiParameter.Date("to", "Declared on this day or earlier, in the zone of the caller."),
        ApiParameter.OneOf<DatePeriod>("opened", "Declared in this period."),
        ApiParameter.OneOf<DatePeriod>("updated", "Changed in this period."),
        ApiParameter.OneOf<TicketDue>("due", "What is due first of it: soon, or it is late."),
    ]);

    private static readonly Dictionary<string, string> Sorts = new() { ["createdAt"] = "opened", ["updatedAt"] = "updated", ["dueAt"] = "due" };

    public async Task<ApiAnswer> RunAsync(ApiListRequest request, CancellationToken ct)
    {
        var filter = TicketFilter.Parse(ApiFilters.Of(request, new Dictionary<string, string>(request.Filters) { ["state"] = request.Filters.GetValueOrDefault("state", "any") }, Sorts));
        if (filter.Failed) return ApiFilters.Refused(filter.Refusal, TicketRefusals.UnknownFilter);
        var page = await list.RunAsync(filter.Value, request.Limit, ct);
        if (page.Failed) return ApiFilters.Refused(page.Refusal, TicketRefusals.UnknownFilter);
        return ApiAnswer.Ok(new ApiList<TicketItem>
        {
            Items = [.. page.Value.Rows.Select(TicketWriting.Describe)],
            Next = request.Next(page.Value.Next),
            Total = request.WithTotal ? await list.CountAsync(filter.Value, ApiListOf.MostCounted, ct) : null,
        });
    }
}
