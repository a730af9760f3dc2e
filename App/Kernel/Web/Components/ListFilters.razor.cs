using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Lists;

namespace OpsFlux.Kernel.Web;

/// <summary>
/// The filters in the address as chips, and the menu that adds others. Most circuits never open the menu: until then nothing
/// of what it offers is read or held, and chips read the names of their own values alone.
/// </summary>
public sealed partial class ListFilters
{
    /// <summary>Longer lists of options get a field that narrows them.</summary>
    private const int Many = 12;

    private readonly string popoverId = $"filters-{Guid.CreateVersion7():N}";

    /// <summary>Labels of the address's values; null while they are read, the value itself where it may not be named.</summary>
    private readonly Dictionary<(ListSource Source, string Value), string?> named = [];
    private Dictionary<ListSource, IReadOnlyList<ListOption>>? offered;
    private bool isOpened;

    [Parameter, EditorRequired] public ListQuery Query { get; set; } = ListQuery.Parse(null);
    [Parameter, EditorRequired] public IReadOnlyList<ListFilter> Filters { get; set; } = [];
    [Parameter, EditorRequired] public string BasePath { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        var unnamed = Filters.SelectMany(Unnamed).ToLookup(v => v.Source, v => v.Value);
        foreach (var source in unnamed) await LoadAsync(() => NameAsync(source.Key, [.. source]));
    }

    /// <summary>The values of the address that have to be looked up; each is asked for once.</summary>
    private IEnumerable<(ListSource Source, string Value)> Unnamed(ListFilter filter) => filter.Source is not { Named: not null } source
        ? []
        : Chosen(filter.Name).Where(v => FindIn(filter.Options, v) is null && named.TryAdd((source, v), null)).Select(v => (source, v));

    private async Task NameAsync(ListSource source, IReadOnlyList<string> values)
    {
        var found = await source.Named!(values, Gone);   // only such sources are asked
        foreach (var value in values) named[(source, value)] = FindIn(found, value)?.Label ?? value;
    }

    /// <summary>Read once: what the menu offered when it was first opened.</summary>
    private async Task OpenAsync()
    {
        if (isOpened) return;
        isOpened = true;
        await LoadAsync(async () =>
        {
            var read = new Dictionary<ListSource, IReadOnlyList<ListOption>>();
            foreach (var source in Filters.Select(f => f.Source).OfType<ListSource>().Distinct()) read[source] = await source.All(Gone);
            offered = read;
        });
    }

    private IReadOnlyList<ListOption> OptionsOf(ListFilter filter) =>
        filter.Source is { } source && offered?.GetValueOrDefault(source) is { } read ? [.. filter.Options, .. read] : filter.Options;

    private bool IsOffered(ListFilter filter) => filter.Kind is ListFilterKind.Date || OptionsOf(filter).Count >= filter.Fewest;

    private string Address(ListQuery query) => BasePath + query;

    private ListFilter? Find(string name) => Filters.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));

    private static ListOption? FindIn(IReadOnlyList<ListOption> options, string value) => options.FirstOrDefault(o => o.Value.Equals(value, StringComparison.OrdinalIgnoreCase));

    /// <summary>A filter the page does not offer may still come by a link: it is shown by its name, so that it can be taken away.</summary>
    private string LabelOf(string name) => Find(name)?.Label ?? name;

    private string ValueOf(string name, string value) => Find(name) is not { } filter
        ? value
        : filter.Kind is ListFilterKind.Date && AddressDay.Parse(value) is { } day
            ? day.ToString("d", CultureInfo.CurrentCulture)
            : string.Join(", ", value.Split(',').Select(v => NameOf(filter, v)));

    private string NameOf(ListFilter filter, string value)
    {
        if (FindIn(filter.Options, value) is { } option) return option.Label;
        return filter.Source is { } source && named.TryGetValue((source, value), out var label) ? label ?? "…" : value;
    }

    private HashSet<string> Chosen(string name) =>
        Query.Values.TryGetValue(name, out var value) ? new(value.Split(','), StringComparer.OrdinalIgnoreCase) : [];

    /// <summary>Options that stand alone (such as "all states") take the place of the others, and give way to them.</summary>
    private ListQuery Toggled(ListFilter filter, ListOption option)
    {
        var chosen = Chosen(filter.Name);
        if (chosen.Remove(option.Value)) return With(filter, chosen);
        if (filter.Kind is ListFilterKind.One || option.IsAlone) return Query.With(filter.Name, option.Value);
        foreach (var alone in filter.Options.Where(o => o.IsAlone)) chosen.Remove(alone.Value);
        chosen.Add(option.Value);
        return With(filter, chosen);
    }

    private ListQuery With(ListFilter filter, HashSet<string> chosen) =>
        Query.With(filter.Name, string.Join(',', OptionsOf(filter).Where(o => chosen.Contains(o.Value)).Select(o => o.Value)));

    private void Choose(ListFilter filter, string? value) => Nav.NavigateTo(Address(Query.With(filter.Name, value)));
}
