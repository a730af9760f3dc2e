using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;

namespace OpsFlux.Kernel.Audit.Reading;

/// <summary>Filters and order over the log. The log knows no scope: whoever may see any of it sees all, or nothing.</summary>
internal static class AuditQueries
{
    public static bool CanAll(this ICurrentUser user, string permission) => user.ReachOf(permission) is { All: true };

    public static IQueryable<AuditEntry> Matching(this IQueryable<AuditEntry> entries, AuditFilter filter, TimeZoneInfo zone)
    {
        if (filter.Actions is [var only]) entries = entries.Where(a => a.Action == only);
        else if (filter.Actions is { Count: > 0 } actions) entries = entries.Where(a => actions.Contains(a.Action));
        if (filter.ActorId is { } actor) entries = entries.Where(a => a.ActorId == actor);
        if (filter.Subject is { } subject) entries = entries.Where(a => a.Subject == subject);
        if (filter.SubjectId is { } record) entries = entries.Where(a => a.SubjectId == record);
        if (filter.Correlation is { } correlation) entries = entries.Where(a => a.Correlation == correlation);
        if (filter.From is { } from) entries = entries.Where(a => a.At >= StartOf(from, zone));
        if (filter.To is { } to) entries = entries.Where(a => a.At < StartOf(to.AddDays(1), zone));
        return filter.Search is { } words ? entries.Where(a => EF.Functions.ToTsVector("kernel.opsflux", a.Detail!).Matches(EF.Functions.WebSearchToTsQuery("kernel.opsflux", words))) : entries;
    }

    public static IQueryable<AuditEntry> NewestFirst(this IQueryable<AuditEntry> entries) => entries.OrderByDescending(a => a.At).ThenByDescending(a => a.Id);

    /// <summary>One entry more than a page tells whether there is a next one.</summary>
    public static IQueryable<AuditEntry> Paged(this IQueryable<AuditEntry> entries, AuditFilter filter, int size)
    {
        if (filter.After is { Instant: { } at, Id: var id })
            entries = entries.Where(a => EF.Functions.LessThan(ValueTuple.Create(a.At, a.Id), ValueTuple.Create(at, id)));
        return entries.NewestFirst().Take(size + 1);
    }

    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
    }
}
