using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Search;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Pages;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Search;

/// <summary>Tickets in the search box: the list's own search over every view and state, so that both find the same, newest first.</summary>
internal sealed class TicketSearch(ListTickets list, TextCatalog texts, TimeProvider clock) : ISearchSource
{
    /// <summary>What is younger may stand before a change that is committed later: it is read the next time.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    public string Code => "tickets";
    public string Title => "Tickets.Menu";
    public string Permission => TicketPermissions.View;

    public string ListOf(string words) => "/tickets" + ListQuery.Parse("?view=All&state=any").With("q", words);

    public async Task<ListPage<SearchHit>> FindAsync(string words, ListQuery page, int most, CancellationToken ct)
    {
        var everywhere = ListQuery.Parse("?view=All&state=any&sort=-opened").With("q", words);
        var filter = TicketFilter.Parse(page.After is { } after ? everywhere.NextPage(after) : page.Before is { } before ? everywhere.PreviousPage(before) : everywhere);
        // A first page is never asked for as less than the list's: told that eight rows are enough, the planner walks a million by date in the hope of
        // meeting a word that nobody wrote (1.2 s instead of 2 ms).
        var isFirst = page is { After: null, Before: null };
        var found = filter.Failed ? filter.Refusal : await list.RunAsync(filter.Value, isFirst ? Math.Max(most, ListQuery.PageSize) : most, ct);
        return found.Failed ? new([], null) : Cut(found.Value, most);
    }

    public async Task<SearchTexts> TextsAsync(AppDbContext db, string? position, int most, CancellationToken ct)
    {
        var order = TicketOrders.Of(TicketSort.Updated);
        var until = clock.GetUtcNow() - Settled;
        var settled = db.Set<Ticket>().Where(t => t.UpdatedAt < until);
        var rest = position is not null && Cursor.Parse(position) is { } cursor ? order.Beyond(settled, cursor, descending: false) : settled;
        var read = await order.Sort(rest ?? settled, descending: false).Take(most).Select(t => new { t.Id, t.UpdatedAt, t.Title, t.Description }).ToListAsync(ct);
        return new([.. read.Select(t => $"{t.Title} {t.Description}")], read is [.., var last] ? Cursor.At(last.UpdatedAt, last.Id).ToString() : position);
    }

    /// <summary>As many as were asked for; the next page goes on after the last of them.</summary>
    private ListPage<SearchHit> Cut(ListPage<TicketRow> page, int most)
    {
        var rows = page.Rows.Take(most).ToList();
        var next = page.Rows.Count > most ? Cursor.At(rows[^1].OpenedAt, rows[^1].Id).ToString() : page.Next;
        return new([.. rows.Select(Hit)], next, page.Previous);
    }

    private SearchHit Hit(TicketRow row) => new($"/tickets/{row.Number}", row.Title, row.Number, texts.StateOf(row.State, row.WaitingReason));
}
