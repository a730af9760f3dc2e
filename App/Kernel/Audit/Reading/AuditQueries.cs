using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Localisation;

namespace OpsFlux.Kernel.Audit.Reading;

/// <summary>Filters and order over the log. The log knows no scope: whoever may see any of it sees all, or nothing.</summary>
internal static class AuditQueries
{
    private const int Rare = 5_000;

    public static IQueryable<AuditEntry> Matching(this IQueryable<AuditEntry> entries, AuditFilter filter, TimeZoneInfo zone)
    {
        if (filter.Actions is [var only]) entries = entries.Where(a => a.Action == only);
        else if (filter.Actions is { Count: > 0 } actions) entries = entries.Where(a => actions.Contains(a.Action));
        if (filter.ActorId is { } actor) entries = entries.Where(a => a.ActorId == actor);
        if (filter.Subject is { } subject) entries = entries.Where(a => a.Subject == subject);
        if (filter.SubjectId is { } record) entries = entries.Where(a => a.SubjectId == record);
        if (filter.Correlation is { } correlation) entries = entries.Where(a => a.Correlation == correlation);
        if (filter.From is { } from) entries = entries.Where(a => a.At >= ReaderZone.StartOf(from, zone));
        if (filter.To is { } to) entries = entries.Where(a => a.At < ReaderZone.StartOf(to.AddDays(1), zone));
        return filter.Search is { } words ? entries.Where(a => EF.Functions.ToTsVector("kernel.opsflux", a.Detail!).Matches(EF.Functions.WebSearchToTsQuery("kernel.opsflux", words))) : entries;   // a null detail holds no word
    }

    /// <summary>
    /// For a page of a search: where words are rare, all that hold them are found by their index first. The planner takes
    /// every phrase, and so every number of a record, for common, and would read the log from its newest end: seconds at a
    /// million entries. Frequent words are indeed found soonest from there.
    /// </summary>
    public static async Task<IQueryable<AuditEntry>> FoundFirstAsync(this IQueryable<AuditEntry> matching, AuditFilter filter, CancellationToken ct) =>
        filter.Search is not null && await matching.Take(Rare).CountAsync(ct) < Rare
            ? matching.OrderBy(a => a.Detail).Take(Rare)   // an order that no index has, so that the limit is not turned into a walk along one
            : matching;

    public static IQueryable<AuditEntry> NewestFirst(this IQueryable<AuditEntry> entries) => entries.OrderByDescending(a => a.At).ThenByDescending(a => a.Id);

    /// <summary>One entry more than a page tells whether there is a next one.</summary>
    public static IQueryable<AuditEntry> Paged(this IQueryable<AuditEntry> entries, AuditFilter filter, int size)
    {
        if (filter.After is { Instant: { } at, Id: var id })
            entries = entries.Where(a => EF.Functions.LessThan(ValueTuple.Create(a.At, a.Id), ValueTuple.Create(at, id)));
        return entries.NewestFirst().Take(size + 1);
    }
}
