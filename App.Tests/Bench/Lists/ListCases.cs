using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Records.Recent;
using OpsFlux.Kernel.Search;
using OpsFlux.Modules.Tickets.Bulk;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;

namespace OpsFlux.Tests.Bench.Lists;

/// <summary>What one person does with the list of tickets, through the real use cases, so that the statements are the real ones.</summary>
internal sealed class ListCases(IServiceProvider person, StatementCapture capture)
{
    private const int FarPage = 100;

    private static readonly string[] Orders = ["opened", "-opened", "updated", "-updated", "priority", "-priority", "number", "-number", "due", "-due"];

    /// <summary>Every statement with what it answers.</summary>
    public async IAsyncEnumerable<(string What, string Statement)> AllAsync(User user)
    {
        await PageAsync(ListQuery.Parse("?sort=due"));   // the calendars that clocks are read by are met once
        capture.Take();
        foreach (var address in await AddressesAsync(user)) yield return (address, await ListAsync(address));
        foreach (var order in new[] { "-opened", "-updated", "priority", "due" }) yield return ($"?state=any&sort={order} page {FarPage}", await FarAsync($"?state=any&sort={order}"));

        foreach (var order in new[] { "-opened", "-updated", "priority", "-number" }) yield return ($"?state=any&sort={order} back from page {FarPage}", await BackAsync($"?state=any&sort={order}"));
        await person.GetRequiredService<CountTickets>().RunAsync([.. (await SavedViewsAsync(user)).Select(ListQuery.Parse)], default);
        yield return ($"counts of {CountTickets.Most} saved views", capture.Take()[^1]);
        await foreach (var (what, statement) in SearchAsync()) yield return (what, statement);

        await person.GetRequiredService<CountTickets>().RunAsync(Enum.GetValues<TicketView>(), default);
        yield return ("counts of the tabs", capture.Take()[0]);
        await person.GetRequiredService<MyTicketCounter>().CountAsync(default);
        yield return ("count in the rail", capture.Take()[0]);
        foreach (var tag in BulkRelations.Tags)
        {
            await person.GetRequiredService<BoardTickets>().RunAsync(new() { Tag = tag }, default);
            var board = capture.Take();
            yield return ($"board ?tag={tag}, cards", board[^2]);
            yield return ($"board ?tag={tag}, counts", board[^1]);
        }

        await foreach (var one in new RecordCases(person, capture).AllAsync(user)) yield return one;
        await foreach (var one in new DeliveryCases(person, capture).AllAsync()) yield return one;
    }

    /// <summary>One's own structure, team and category, so that every filter finds something to filter.</summary>
    private async Task<IReadOnlyList<string>> AddressesAsync(User user)
    {
        await using var db = await person.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        var one = await db.Set<Ticket>().Where(t => t.RequesterId == user.Id || t.StructureId == user.StructureId).OrderByDescending(t => t.OpenedAt).FirstOrDefaultAsync()
            ?? await db.Set<Ticket>().OrderByDescending(t => t.OpenedAt).FirstAsync();
        var others = await db.Set<Category>().OrderBy(c => c.Path).Select(c => c.Id).Take(5).ToListAsync();
        capture.Take();

        string[] filters =
        [
            "", "?view=Mine", "?view=Team", "?view=Unassigned", "?view=Requested", "?state=any", "?state=Waiting", "?state=New,Assigned", "?state=Closed",
            "?priority=Critical", "?priority=Critical,High", "?state=any&priority=Critical,High", $"?category={one.CategoryId}", $"?state=any&category={one.CategoryId}",
            $"?structure={one.StructureId}", $"?state=any&structure={one.StructureId}", $"?group={one.GroupId}", $"?state=any&group={one.GroupId}",
            $"?state=any&assignee={one.AssigneeId ?? user.Id}", "?assignee=me", "?assignee=none", "?requester=me", "?state=any&kind=ServiceRequest", "?opened=ThisMonth", "?due=Soon", "?due=Late", "?view=DueSoon", "?view=Late", "?due=Late&priority=Critical", "?view=Mine&sort=due", $"?structure={one.StructureId}&sort=due", $"?tag={BulkRelations.Tags[0]}&sort=due", "?state=any&opened=LastYear&priority=Critical", "?state=any&updated=LastMonth&sort=-updated",
            $"?state=any&category={one.CategoryId},{others[0]}", $"?category={string.Join(',', others)}", $"?state=any&category={string.Join(',', others)}&priority=Critical",
            $"?state=any&from={one.OpenedAt.AddDays(-400):yyyy-MM-dd}&to={one.OpenedAt.AddDays(-370):yyyy-MM-dd}",
        ];
        var searches = new[] { BulkWords.Rare, BulkWords.Common, $"{BulkWords.Common} entrepôt", "zzzintrouvable", one.Number }.Select(words => $"?state=any&q={Uri.EscapeDataString(words)}");
        string[] related =
        [
            "?view=Watched", "?state=any&view=Watched", "?state=any&view=Watched&sort=priority",
            .. BulkRelations.Tags.Append("inconnu").SelectMany(tag => new[] { $"?tag={tag}", $"?state=any&tag={tag}", $"?state=any&tag={tag}&sort=-updated", $"?tag={tag}&priority=Critical" }),
            .. BulkRelations.Tags.SelectMany(tag => new[]
            {
                $"?tag={tag}&state=Waiting", $"?tag={tag}&state=Closed", $"?tag={tag}&sort=priority", $"?tag={tag}&sort=-priority", $"?tag={tag}&sort=updated", $"?tag={tag}&sort=number",
                $"?state=any&tag={tag}&sort=priority", $"?state=any&tag={tag}&sort=number", $"?tag={tag}&view=Unassigned", $"?tag={tag}&q={BulkWords.Common}", $"?state=any&tag={tag}&q={BulkWords.Rare}", $"?state=any&tag={tag}&q={BulkWords.Common}",
            }),
        ];
        return [.. filters, .. related, .. Orders.Select(o => $"?sort={o}"), .. Orders.Select(o => $"?state=any&sort={o}"), .. searches, $"?q={BulkWords.Rare}", $"?q={BulkWords.Common}", "?state=any&q=printer+or+imprimantes", $"?state=any&q={BulkWords.Common}&priority=Critical"];
    }

    /// <summary>What people keep: narrow and wide, of open ones and of all.</summary>
    private async Task<string[]> SavedViewsAsync(User user)
    {
        await using var db = await person.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        var categories = await db.Set<Category>().OrderBy(c => c.Path).Select(c => c.Id).Take(3).ToListAsync();
        capture.Take();
        return
        [
            "?view=Mine", "?view=Team", "?view=Unassigned", "?view=Requested", "?view=All", "?state=any", "?priority=Critical,High", "?state=any&priority=Critical",
            $"?state=any&category={string.Join(',', categories)}", "?opened=ThisMonth", "?state=any&view=Watched", $"?tag={BulkRelations.Tags[0]}",
        ];
    }

    /// <summary>The box of the top bar: a word half typed, a word mistyped, and the dictionary that both are looked up in.</summary>
    private async IAsyncEnumerable<(string What, string Statement)> SearchAsync()
    {
        foreach (var words in new[] { "imprimnate", "comprseseur entrepot", "hydrauliqe", "girou" })
        {
            await person.GetRequiredService<SearchEverything>().RunAsync(words, 8, isTyping: true, default);
            var number = 0;
            foreach (var statement in capture.Take()) yield return ($"search '{words}', statement {++number}", statement);
        }

        await person.GetRequiredService<RecentRecords>().LatestAsync(6, default);
        yield return ("recently viewed", capture.Take()[0]);
    }

    private async Task<string> BackAsync(string address)
    {
        var query = ListQuery.Parse(address);
        string? previous = null;
        for (var page = 1; page < FarPage; page++)
        {
            var read = await PageAsync(query);
            capture.Take();
            previous = read.Previous ?? previous;
            if (read.Next is not { } next) break;
            query = query.NextPage(next);
        }

        await PageAsync(previous is null ? query : query.PreviousPage(previous));
        return capture.Take()[0];
    }

    private async Task<string> ListAsync(string address)
    {
        await PageAsync(ListQuery.Parse(address));
        return capture.Take()[^1];   // before it stands, at most, the look-up of one's teams
    }

    /// <summary>Walks as a person would, page by page; the last page where there are fewer.</summary>
    private async Task<string> FarAsync(string address)
    {
        var query = ListQuery.Parse(address);
        for (var page = 1; page < FarPage; page++)
        {
            if ((await PageAsync(query)).Next is not { } next) break;
            capture.Take();
            query = query.NextPage(next);
        }

        if (capture.Take() is [var last]) return last;
        await PageAsync(query);
        return capture.Take()[0];
    }

    private async Task<ListPage<TicketRow>> PageAsync(ListQuery query)
    {
        var filter = TicketFilter.Parse(query);
        if (filter.Failed) throw new InvalidOperationException($"{query}: {filter.Refusal}");
        var page = await person.GetRequiredService<ListTickets>().RunAsync(filter.Value, ListQuery.PageSize, default);
        return page.Failed ? throw new InvalidOperationException($"{query}: {page.Refusal}") : page.Value;
    }
}
