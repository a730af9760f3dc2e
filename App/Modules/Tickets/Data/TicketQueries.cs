using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Data;

/// <summary>Filters, orders and pages over tickets that <c>AllowedTo</c> already narrowed.</summary>
internal static partial class TicketQueries
{
    public static IQueryable<Ticket> Matching(this IQueryable<Ticket> tickets, TicketFilter filter, AppDbContext db, TicketReader reader)
    {
        tickets = filter is { View: TicketView.Team, Team: { } team }
            ? tickets.Where(t => t.GroupId != null && team.Contains(t.GroupId.Value))
            : tickets.InView(filter.View, db, reader.Id);
        if (filter.Ids is { } chosen) tickets = tickets.Where(t => chosen.Contains(t.Id));
        if (filter.OnlyOpen) tickets = tickets.Where(t => t.ClosedAt == null);
        if (filter.States is [var only]) tickets = tickets.Where(t => t.State == only);
        else if (filter.States is { } states) tickets = tickets.Where(t => states.Contains(t.State));
        if (filter.Priorities is [var priority]) tickets = tickets.Where(t => t.Priority == priority);
        else if (filter.Priorities is { Count: > 0 } priorities) tickets = tickets.Where(t => priorities.Contains(t.Priority));
        if (filter.CategoryIds is [var category]) tickets = tickets.Where(t => t.CategoryId == category);
        else if (filter.CategoryIds is { Count: > 0 } categories) tickets = tickets.Where(t => categories.Contains(t.CategoryId));
        if (filter.Kind is { } kind) tickets = tickets.Where(t => t.TicketKind == kind);
        if (filter.StructureId is { } structure) tickets = tickets.Where(t => t.StructureId == structure);
        if (filter.SiteId is { } site) tickets = tickets.Where(t => t.SiteId == site);
        if (filter.GroupId is { } group) tickets = tickets.Where(t => t.GroupId == group);
        if (filter.TagId is { } tag) tickets = tickets.Where(t => db.Set<RecordTag>().Any(r => r.TagId == tag && r.RecordId == t.Id));
        else if (filter.Tag is { } key) tickets = tickets.Where(t => db.Set<RecordTag>().Any(r => r.RecordId == t.Id && db.Set<Tag>().Any(g => g.Id == r.TagId && g.Key == key)));
        return tickets.Due(filter, db, reader).OfPeople(filter, reader.Id).InTime(filter, reader);
    }

    private static IQueryable<Ticket> OfPeople(this IQueryable<Ticket> tickets, TicketFilter filter, Guid me)
    {
        if (filter.Requester?.For(me) is { } requester) tickets = tickets.Where(t => t.RequesterId == requester);
        if (filter.Assignee is null) return tickets;
        return filter.Assignee.For(me) is { } assignee ? tickets.Where(t => t.AssigneeId == assignee) : tickets.Where(t => t.AssigneeId == null);
    }

    private static IQueryable<Ticket> InTime(this IQueryable<Ticket> tickets, TicketFilter filter, TicketReader reader)
    {
        if (filter.OpenedFrom is { } from) tickets = tickets.Where(t => t.OpenedAt >= reader.StartOf(from));
        if (filter.OpenedTo is { } to) tickets = tickets.Where(t => t.OpenedAt < reader.StartOf(to.AddDays(1)));
        if (filter.Opened is { } opened)
        {
            var (first, end) = reader.InstantsOf(opened);
            tickets = tickets.Where(t => t.OpenedAt >= first && t.OpenedAt < end);
        }

        if (filter.Updated is { } updated)
        {
            var (first, end) = reader.InstantsOf(updated);
            tickets = tickets.Where(t => t.UpdatedAt >= first && t.UpdatedAt < end);
        }

        return filter.Search is { } words ? tickets.Search(words) : tickets;
    }

    /// <summary>
    /// Names the teams of the view 'my team' one by one. A page needs it: with a sub-query the planner expects team tickets
    /// everywhere, and for a team that has few it reads every open ticket to find them.
    /// </summary>
    public static async Task<TicketFilter> WithTeamAsync(this TicketFilter filter, AppDbContext db, Guid me, CancellationToken ct) => filter.View is not TicketView.Team
        ? filter : filter with { Team = await db.Set<GroupMember>().Where(m => m.UserId == me).Select(m => m.GroupId).ToListAsync(ct) };

    /// <summary>
    /// Names tags by their ids, for the same reason: how many tickets carry it is known of an id, not of a word. A count
    /// needs it as well: by the word, a tag on every fifth of a million tickets costs two seconds.
    /// </summary>
    public static async Task<IReadOnlyList<TicketFilter>> WithTagsAsync(this IReadOnlyList<TicketFilter> filters, AppDbContext db, CancellationToken ct)
    {
        var keys = filters.Select(f => f.Tag).OfType<string>().Distinct().ToList();
        if (keys.Count == 0) return filters;
        var ids = await db.Set<Tag>().Where(t => keys.Contains(t.Key)).ToDictionaryAsync(t => t.Key, t => t.Id, ct);
        return [.. filters.Select(f => f.Tag is { } key ? f with { TagId = ids.GetValueOrDefault(key) } : f)];
    }

    public static async Task<TicketFilter> WithTagAsync(this TicketFilter filter, AppDbContext db, CancellationToken ct) => (await new[] { filter }.WithTagsAsync(db, ct))[0];

    /// <summary>By number or external id when it is one, else by words of title and description, unaccented, by their French or English stem.</summary>
    public static IQueryable<Ticket> Search(this IQueryable<Ticket> tickets, string words)
    {
        var number = words.Trim().ToUpperInvariant();
        return tickets.Where(t => t.Number == number || t.ExternalId == number
            || EF.Property<NpgsqlTsVector>(t, TicketMapping.Search).Matches(
                EF.Functions.WebSearchToTsQuery("kernel.opsflux", words).Or(EF.Functions.WebSearchToTsQuery("kernel.opsflux_en", words))));
    }

    /// <summary>
    /// What a field offers as one types: by the number, by the last part of one of the ten years up to
    /// <paramref name="year"/>, or by the beginnings of words. Null where nothing was typed that could be looked for.
    /// </summary>
    public static IQueryable<Ticket>? Suggested(this IQueryable<Ticket> tickets, string typed, int year)
    {
        var number = new string([.. typed.Trim().ToUpperInvariant().Where(c => !char.IsControl(c))]);
        var words = string.Join(" & ", Word().Matches(typed).Take(8).Select(m => $"{m.Value}:*"));
        if (words.Length == 0) return null;
        if (number.Length <= 6 && number.All(char.IsAsciiDigit))
        {
            var numbers = Enumerable.Range(year - 9, 10).Select(y => $"TIC-{y}-{number.PadLeft(6, '0')}").ToArray();
            return tickets.Where(t => numbers.Contains(t.Number));
        }

        return tickets.Where(t => t.Number == number
            || EF.Property<NpgsqlTsVector>(t, TicketMapping.Search).Matches(
                EF.Functions.ToTsQuery("kernel.opsflux", words).Or(EF.Functions.ToTsQuery("kernel.opsflux_en", words))));
    }

    /// <summary>One page and one row more, which tells whether it goes on. A cursor of another order answers null.</summary>
    public static IQueryable<Ticket>? Paged(this IQueryable<Ticket> tickets, TicketFilter filter, AppDbContext db, TicketReader reader, int size)
    {
        if (filter.Sort is TicketSort.Due) return DueDates.Page(tickets, filter, db, reader, size);
        var order = TicketOrders.Of(filter.Sort);
        // Backwards is the same walk the other way round, from the row that the later page began with.
        var descending = filter.IsKeyDescending != (filter.Before is not null);
        var rest = (filter.After ?? filter.Before) is { } cursor ? order.Beyond(tickets, cursor, descending) : tickets;
        return rest is null ? null : order.Sort(rest, descending).Take(size + 1);
    }

    /// <summary>In the order of the list, without its pages.</summary>
    public static IQueryable<Ticket> Ordered(this IQueryable<Ticket> tickets, TicketFilter filter, AppDbContext db, TicketReader reader) =>
        filter.Sort is TicketSort.Due ? DueDates.Ordered(tickets, filter, db, reader) : TicketOrders.Of(filter.Sort).Sort(tickets, filter.IsKeyDescending);

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();

    private static IQueryable<Ticket> InView(this IQueryable<Ticket> tickets, TicketView view, AppDbContext db, Guid me) => view switch
    {
        TicketView.Mine => tickets.Where(t => t.AssigneeId == me),
        TicketView.Team => tickets.Where(t => db.Set<GroupMember>().Any(m => m.UserId == me && m.GroupId == t.GroupId)),
        TicketView.Unassigned => tickets.Where(t => t.AssigneeId == null),
        TicketView.Watched => tickets.Where(t => db.Set<Watcher>().Any(w => w.UserId == me && w.RecordId == t.Id)),
        TicketView.Requested => tickets.Where(t => t.RequesterId == me),
        _ => tickets,
    };
}
