using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Kernel.Notifications.Reading;
using OpsFlux.Kernel.Notifications.Rules;
using OpsFlux.Kernel.Web;

namespace OpsFlux.Kernel.Notifications.Pages;

/// <summary>
/// Who was told what, by which way, and who was not and why. Filters stand in the address; with ?record= it says first who
/// was told of that record.
/// </summary>
public sealed partial class DeliveriesPage(ListDeliveries list, SummariseTold summarise, ModuleCatalog catalog)
{
    private const string DeliveriesPath = "/admin/notifications/log";

    private ListQuery query = ListQuery.Parse(null);
    private ListPage<DeliveryLine>? page;
    private ToldOfRecord? told;
    private IReadOnlyList<ListColumn<DeliveryLine>> columns = [];
    private IReadOnlyList<ListFilter> filters = [];
    private ReadOrder reads;
    private bool loading;

    /// <summary>How far back a page that is not full was searched; null where it is full, or nothing is left.</summary>
    private string? SearchedBackTo => page is { Next: { } next } && page.Rows.Count < ListQuery.PageSize && query.Before is null && Cursor.Parse(next)?.Instant is { } at
        ? new InstantWording(Zone, Texts).Short(at, Clock.GetUtcNow())
        : null;

    protected override void OnInitialized()
    {
        var wording = new InstantWording(Zone, Texts);
        string Show(DateTimeOffset at) => wording.Brief(at, Clock.GetUtcNow());
        columns = DeliveryColumns.All(Texts, new(Texts, at => wording.Short(at, Clock.GetUtcNow())), Show);
        filters = FiltersOf();
        FollowAddress(ReadAddressAsync);
    }

    protected override Task OnInitializedAsync() => ReadAddressAsync();

    private IReadOnlyList<ListFilter> FiltersOf() =>
    [
        new("state", Texts["Deliveries.State"], Options<NotificationState>(Texts.Of)),
        new("silence", Texts["Deliveries.Silence"], Options<Silence>(Texts.Of)),
        new("channel", Texts["Deliveries.Channel"], Options<NotificationChannel>(Texts.Of)),
        new("category", Texts["NotificationPreferences.Category"], Options<NotificationCategory>(Texts.Of)),
        new("kind", Texts["Deliveries.Kind"], [.. catalog.News.Select(n => new ListOption(n.Code, Texts[n.Text])).OrderBy(o => o.Label, StringComparer.CurrentCulture)]),
        new("person", Texts["Deliveries.Person"], []) { Source = new(_ => Task.FromResult<IReadOnlyList<ListOption>>([]), NamePeopleAsync), Fewest = 1 },
        new("record", Texts["Deliveries.Record"], []) { Source = new(_ => Task.FromResult<IReadOnlyList<ListOption>>([]), NameRecordAsync), Fewest = 1 },
        new("from", Texts["Deliveries.From"], [], ListFilterKind.Date),
        new("to", Texts["Deliveries.To"], [], ListFilterKind.Date),
    ];

    private static IReadOnlyList<ListOption> Options<T>(Func<T, string> name) where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new ListOption(v.ToString(), name(v)))];

    private Task ReadAddressAsync()
    {
        query = ListQuery.Parse(new Uri(Nav.Uri).Query);
        return LoadAsync(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        loading = page is null;
        var filter = DeliveryFilter.Parse(query);
        var turn = reads.Start();
        var result = filter.Failed ? filter.Refusal : await list.RunAsync(filter.Value, ListQuery.PageSize, Gone);
        var ofRecord = filter.Value?.RecordId is { } record ? (await summarise.RunAsync(record, Gone)).Value : null;
        if (reads.IsOvertaken(turn)) return;
        (refusal, loading, told) = (result.Refusal, false, ofRecord);
        page = result.Failed ? new([], null) : result.Value;
    }

    /// <summary>Nobody is offered: a line leads to all lines of its person.</summary>
    private async Task<IReadOnlyList<ListOption>> NamePeopleAsync(IReadOnlyList<string> values, CancellationToken ct)
    {
        var ids = values.Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).ToArray();
        var names = (await list.NamesAsync(ids, ct)).Value ?? new Dictionary<Guid, string>();
        return [.. names.Select(n => new ListOption(n.Key.ToString(), n.Value))];
    }

    private async Task<IReadOnlyList<ListOption>> NameRecordAsync(IReadOnlyList<string> values, CancellationToken ct) =>
        values is [var value, ..] && Guid.TryParse(value, out var id) && (await summarise.RunAsync(id, ct)).Value?.Record is { } card ? [new(value, card.Number)] : [];

    private string AddressOf(DeliveryLine row) => DeliveriesPath + query.With("person", row.UserId.ToString());

    private string TextOf(HeardOfRecord person)
    {
        var told = person.Told switch { 0 => Texts["Told.Never"], 1 => Texts["Told.Once"], _ => Texts.Format("Told.Often", person.Told) };
        return person.Reason is { } reason ? Texts.Format("Told.AndNot", told, person.NotTold, Texts.Of(reason)) : told;
    }
}
