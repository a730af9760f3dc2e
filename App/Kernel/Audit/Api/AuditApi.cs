using OpsFlux.Kernel.Api.Answers;
using OpsFlux.Kernel.Api.Input;
using OpsFlux.Kernel.Api.Routing;
using OpsFlux.Kernel.Audit.Reading;
using OpsFlux.Shared.Kernel.Api;

namespace OpsFlux.Kernel.Audit.Api;

/// <summary>The audit log in the REST API: read alone, newest first.</summary>
internal static class AuditApi
{
    private static readonly ApiListOf Declared = new([],
    [
        ApiParameter.AnyOf<AuditAction>("action", "What was done."),
        ApiParameter.Id("actor", "Who did it."),
        new("subject", "Kind of thing, such as ticket.") { LongestText = 200 },
        new("record", "Identifier of the thing.") { LongestText = 200 },
        new("correlation", "The request or click, as in `traceId`.") { LongestText = 200 },
        ApiParameter.Date("from", "On this day or later, in the zone of the caller."),
        ApiParameter.Date("to", "On this day or earlier, in the zone of the caller."),
    ]) { IsCounted = false };

    public static void Map(ApiRoutes api)
    {
        var audit = api.Resource("/audit", "Audit", "Who did what, when and from where. Nobody can change it.");
        audit.List<AuditItem>("", ListAsync, AuditPermissions.View, "listAudit", "List entries of the audit log, newest first", Declared);
        audit.Get<AuditResource>("/{entry:guid}", GetAsync, AuditPermissions.View, "getAuditEntry", "Read one entry with the values before and after")
            .WithMetadata(new ApiPathParameter("entry", "Identifier of the entry.", "01980000-0000-7000-8000-00000000002a"));
    }

    private static async Task<IResult> ListAsync(ApiListRequest request, ListAudit list, CancellationToken ct)
    {
        var filter = AuditFilter.Parse(ApiFilters.Of(request));
        if (filter.Failed) return (ApiAnswer)ApiFilters.Refused(filter.Refusal, "audit.unknown-filter");
        var page = await list.RunAsync(filter.Value, request.Limit, ct);
        return page.Failed ? (ApiAnswer)page.Refusal : ApiAnswer.Ok(new ApiList<AuditItem> { Items = [.. page.Value.Rows.Select(Describe)], Next = request.Next(page.Value.Next) });
    }

    private static async Task<IResult> GetAsync(Guid entry, GetAuditEntry get, CancellationToken ct)
    {
        var found = await get.RunAsync(entry, ct);
        return found.Failed ? (ApiAnswer)found.Refusal : ApiAnswer.Ok(new AuditResource(
            Describe(found.Value.Entry), [.. found.Value.Differences.Select(d => new AuditChange(d.Property, d.Before, d.After))], found.Value.IsEmptied));
    }

    private static AuditItem Describe(AuditLine line) => new(
        line.Id, line.At, Kernel.Api.ApiJson.Name(line.Action.ToString()), line.ActorId, line.ActorName, line.ActingForName, line.IpAddress, line.Correlation, line.Subject, line.SubjectId, line.Detail);
}
