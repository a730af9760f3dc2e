using System.Collections.Concurrent;

namespace OpsFlux.Kernel.Calendars.Holidays;

/// <summary>The days off of a country or a part of it.</summary>
/// <param name="Code">Key of its name: <c>HolidayPack.{Code}</c>.</param>
public sealed record HolidayPack(string Code, IReadOnlyList<HolidayRule> Rules)
{
    /// <summary>In order of date; two feasts on one day are both named.</summary>
    public IReadOnlyList<Holiday> Of(int year, IReadOnlyList<ConfirmedFeast> confirmed) =>
        [.. Rules.SelectMany(r => r.Of(year, confirmed)).OrderBy(h => h.Date).ThenBy(h => h.Code, StringComparer.Ordinal)];

    /// <summary>Whether somebody has to confirm some of its days.</summary>
    public bool FollowsTheMoon => Rules.Any(r => r is LunarFeast);
}

/// <summary>
/// Packs as data. France: Code du travail L.3133-1, L.3134-13 (Alsace-Moselle) and L.3422-2 (overseas). Morocco: decree
/// 2-04-426 and those that added 14 January (2024) and 31 October (2026); a feast that falls on a Sunday is lost, not moved.
/// </summary>
public static class HolidayPacks
{
    private static readonly HolidayRule[] France =
    [
        new FixedDay("new-year", 1, 1), new EasterDay("easter-monday", 1), new FixedDay("labour-day", 5, 1), new FixedDay("victory-1945", 5, 8),
        new EasterDay("ascension", 39), new EasterDay("whit-monday", 50), new FixedDay("bastille-day", 7, 14), new FixedDay("assumption", 8, 15),
        new FixedDay("all-saints", 11, 1), new FixedDay("armistice-1918", 11, 11), new FixedDay("christmas", 12, 25),
    ];

    private static readonly HolidayRule[] Morocco =
    [
        new FixedDay("new-year", 1, 1), new FixedDay("independence-manifesto", 1, 11), new FixedDay("amazigh-new-year", 1, 14, Since: 2024),
        new FixedDay("labour-day", 5, 1), new FixedDay("throne-day", 7, 30), new FixedDay("oued-ed-dahab", 8, 14), new FixedDay("king-and-people", 8, 20),
        new FixedDay("youth-day", 8, 21), new FixedDay("unity-day", 10, 31, Since: 2026), new FixedDay("green-march", 11, 6), new FixedDay("independence-day", 11, 18),
    ];

    public static readonly IReadOnlyList<HolidayPack> All =
    [
        new("fr", France),
        new("fr-alsace-moselle", [.. France, new EasterDay("good-friday", -2), new FixedDay("saint-stephen", 12, 26)]),
        Overseas("fr-guadeloupe", 5, 27), Overseas("fr-martinique", 5, 22), Overseas("fr-guyane", 6, 10), Overseas("fr-reunion", 12, 20),
        Overseas("fr-mayotte", 4, 27), Overseas("fr-saint-martin", 5, 27), Overseas("fr-saint-barthelemy", 10, 9),
        new("ma", [.. Morocco, .. Lunar(feastDays: 1)]),
        new("ma-public", [.. Morocco, .. Lunar(feastDays: 2)]),
    ];

    /// <summary>Feasts of the moon, each once, with what the calendar expects.</summary>
    public static IEnumerable<LunarFeast> Feasts => All.SelectMany(p => p.Rules).OfType<LunarFeast>().DistinctBy(f => f.Code);

    /// <summary>Null for a code that no pack has.</summary>
    public static HolidayPack? Of(string code) => All.FirstOrDefault(p => p.Code == code);

    private static HolidayPack Overseas(string code, int month, int day) => new(code, [.. France, new FixedDay("abolition", month, day)]);

    /// <summary>One legal day each in the private sector; the public one always has two of all but the new year.</summary>
    private static HolidayRule[] Lunar(int feastDays) =>
        [new LunarFeast("hijra-new-year", 1, 1), new LunarFeast("mawlid", 3, 12, feastDays), new LunarFeast("eid-al-fitr", 10, 1, feastDays), new LunarFeast("eid-al-adha", 12, 10, feastDays)];
}

/// <summary>The days off of some packs, each year looked up once.</summary>
public sealed class HolidayDays(IReadOnlyList<HolidayPack> packs, IReadOnlyList<ConfirmedFeast> confirmed)
{
    private readonly ConcurrentDictionary<int, HashSet<DateOnly>> years = new();

    public bool Holds(DateOnly date) =>
        packs.Count > 0 && years.GetOrAdd(date.Year, year => [.. packs.SelectMany(p => p.Of(year, confirmed)).Select(h => h.Date)]).Contains(date);
}
