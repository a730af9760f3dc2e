using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Search;
using OpsFlux.Modules.Assets.Data;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Assets.UseCases;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Search;

/// <summary>Equipment in the search box: the list's own search, retired equipment included, by name.</summary>
internal sealed class EquipmentSearch(ListEquipment list, TextCatalog texts, TimeProvider clock) : ISearchSource
{
    private static readonly ListOrder<Equipment> Changed = ListOrder.By<Equipment, DateTimeOffset>(e => e.UpdatedAt, c => c.Instant);

    /// <summary>What is younger may stand before a change that is committed later: it is read the next time.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    public string Code => "equipment";
    public string Title => "Equipment.Menu";
    public string Permission => AssetPermissions.View;

    public string ListOf(string words) => "/equipment" + Everywhere(words);

    public async Task<ListPage<SearchHit>> FindAsync(string words, ListQuery page, int most, CancellationToken ct)
    {
        var everywhere = Everywhere(words);
        var filter = EquipmentFilter.Parse(page.After is { } after ? everywhere.NextPage(after) : page.Before is { } before ? everywhere.PreviousPage(before) : everywhere);
        if (filter.Failed) return new([], null);
        var found = await list.RunAsync(filter.Value, most, ct);
        return found.Failed ? new([], null) : new([.. found.Value.Rows.Select(Hit)], found.Value.Next, found.Value.Previous);
    }

    public async Task<SearchTexts> TextsAsync(AppDbContext db, string? position, int most, CancellationToken ct)
    {
        var until = clock.GetUtcNow() - Settled;
        var settled = db.Set<Equipment>().Where(e => e.UpdatedAt < until);
        var rest = position is not null && Cursor.Parse(position) is { } cursor ? Changed.Beyond(settled, cursor, descending: false) : settled;
        var read = await Changed.Sort(rest ?? settled, descending: false).Take(most).Select(e => new { e.Id, e.UpdatedAt, e.Name, e.Maker, e.Model }).ToListAsync(ct);
        return new([.. read.Select(e => $"{e.Name} {e.Maker} {e.Model}")], read is [.., var last] ? Cursor.At(last.UpdatedAt, last.Id).ToString() : position);
    }

    private static ListQuery Everywhere(string words) => ListQuery.Parse("?view=All&lifecycle=any").With("q", words);

    private SearchHit Hit(EquipmentRow row) => new($"/equipment/{row.Number}", row.Name, row.Number, $"{texts.Of(row.State)} · {row.Structure}", "wrench");
}
