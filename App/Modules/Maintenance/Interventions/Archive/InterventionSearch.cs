using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Search;
using OpsFlux.Modules.Maintenance.Interventions.Data;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Archive;

/// <summary>Interventions in the search box: the list's own search, whatever their state, archived ones included.</summary>
internal sealed class InterventionSearch(ListInterventions list, TextCatalog texts, TimeProvider clock) : ISearchSource
{
    private static readonly ListOrder<Intervention> Changed = ListOrder.By<Intervention, DateTimeOffset>(i => i.UpdatedAt, c => c.Instant);

    /// <summary>What is younger may stand before a change that is committed later: it is read the next time.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    public string Code => "interventions";
    public string Title => "Interventions.Menu";
    public string Permission => MaintenancePermissions.View;

    public string ListOf(string words) => "/interventions" + Everywhere(words);

    public async Task<ListPage<SearchHit>> FindAsync(string words, ListQuery page, int most, CancellationToken ct)
    {
        var everywhere = Everywhere(words);
        var filter = InterventionFilter.Parse(page.After is { } after ? everywhere.NextPage(after) : page.Before is { } before ? everywhere.PreviousPage(before) : everywhere);
        if (filter.Failed) return new([], null);
        var found = await list.RunAsync(filter.Value, most, ct);
        return found.Failed ? new([], null) : new([.. found.Value.Rows.Select(Hit)], found.Value.Next, found.Value.Previous);
    }

    public async Task<SearchTexts> TextsAsync(AppDbContext db, string? position, int most, CancellationToken ct)
    {
        var until = clock.GetUtcNow() - Settled;
        var settled = db.Set<Intervention>().Where(i => i.UpdatedAt < until);
        var rest = position is not null && Cursor.Parse(position) is { } cursor ? Changed.Beyond(settled, cursor, descending: false) : settled;
        var read = await Changed.Sort(rest ?? settled, descending: false).Take(most).Select(i => new { i.Id, i.UpdatedAt, i.Title }).ToListAsync(ct);
        return new([.. read.Select(i => i.Title)], read is [.., var last] ? Cursor.At(last.UpdatedAt, last.Id).ToString() : position);
    }

    private static ListQuery Everywhere(string words) => ListQuery.Parse("?view=All&state=any&archived=any").With("q", words);

    private SearchHit Hit(InterventionRow row) => new($"/interventions/{row.Number}", row.Title, row.Number, $"{texts.Of(row.State)} · {row.Structure}", "wrench");
}
