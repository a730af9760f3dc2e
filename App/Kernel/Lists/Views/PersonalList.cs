namespace OpsFlux.Kernel.Lists.Views;

/// <summary>A saved view as its reader finds it.</summary>
/// <param name="MayChange">To change, share or delete it; the use cases check again.</param>
public sealed record ViewCard(
    Guid Id, string Name, string Address, string? Columns, ViewAudience Audience, Guid? GroupId, Guid? StructureId, string Owner, bool IsMine, bool MayChange)
{
    public string Key => Id.ToString("N");

    /// <summary>Where its tab leads: what it shows stands in the address, so that chips, export and board follow it.</summary>
    public ListQuery Query => ListQuery.Parse(Address).With("saved", Key);
}

/// <summary>A tab of a list, of its own or a saved view, and whether this person hides it.</summary>
public sealed record PersonalTab(string Key, string Title, ListQuery Query, ViewCard? View, bool IsHidden);

/// <summary>What one person made of one list: tabs, columns, and what opens first.</summary>
public sealed class PersonalList(IReadOnlyList<ViewCard> views, ListPreference? preference)
{
    public static readonly PersonalList None = new([], null);

    public IReadOnlyList<ViewCard> Views => views;
    public string? FirstTab => preference?.FirstTab;

    /// <summary>The view that the address came from; null once it is gone or no longer shared.</summary>
    public ViewCard? Shown(ListQuery query) => query.Saved is { } key ? views.FirstOrDefault(v => v.Key.Equals(key, StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>Those of the list and the saved ones, in this person's order; what he never arranged comes last.</summary>
    public IReadOnlyList<PersonalTab> Tabs(IEnumerable<(string Key, string Title)> builtIn)
    {
        var arranged = (preference?.Tabs ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).ToList();
        var places = arranged.Select((key, at) => (Key: key.TrimStart('-'), At: at)).DistinctBy(p => p.Key).ToDictionary(p => p.Key, p => p.At, StringComparer.OrdinalIgnoreCase);
        bool IsHidden(string key) => arranged.Contains("-" + key, StringComparer.OrdinalIgnoreCase);
        var own = builtIn.Select(t => new PersonalTab(t.Key, t.Title, ListQuery.Parse(null).WithView(t.Key), null, IsHidden(t.Key)));
        var saved = views.Select(v => new PersonalTab(v.Key, v.Name, v.Query, v, IsHidden(v.Key)));
        return [.. own.Concat(saved).OrderBy(t => places.GetValueOrDefault(t.Key, int.MaxValue))];
    }

    /// <summary>The address as it is meant: a bare one opens the first tab, and one that names nothing but a saved view opens that.</summary>
    public ListQuery Open(ListQuery asked, string defaultView)
    {
        var isBare = !asked.Filters.Any() && asked is { Search: null, Sort: null, View: null, After: null, Before: null };
        if (isBare && asked.Saved is not null && Shown(asked) is { } saved) return saved.Query.InView(defaultView);
        if (isBare && asked.Saved is null && FirstTab is { } first)
            return views.FirstOrDefault(v => v.Key == first)?.Query.InView(defaultView) ?? asked.InView(first);
        return asked.InView(defaultView);
    }

    /// <summary>Keys of the columns to show, in their order: the view's, else the person's, else null for the list's own.</summary>
    public IReadOnlyList<string>? ColumnsFor(ListQuery query) => (Shown(query)?.Columns ?? preference?.Columns)?.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
