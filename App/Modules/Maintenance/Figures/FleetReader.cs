using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Data;
using OpsFlux.Modules.Assets.Public;

namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>Reads machines, or one equipment with its components, and their stops in a period.</summary>
internal sealed class FleetReader(AppDbContext db, ICurrentUser user, string permission, FiguresFilter filter)
{
    /// <summary>More machines are no table that anybody reads: the filters are there for that.</summary>
    public const int Most = 2_000;

    /// <summary>Equipment has no calendar of its own: it is required around the clock.</summary>
    private static readonly CalendarRules Always = CalendarRules.AroundTheClock(TimeZoneInfo.Utc);

    public sealed record Fleet(EquipmentFigures? Equipment, Reliability Total, IReadOnlyList<EquipmentFigures> Lines, bool IsCut);

    /// <summary>Null: the equipment that is asked for is none that one may see.</summary>
    public async Task<Fleet?> ReadAsync(Stretch period, CancellationToken ct)
    {
        var cards = await Cards().OrderBy(c => c.Name).ThenBy(c => c.Id).Take(Most + 1).ToListAsync(ct);
        if (filter.Equipment is { } wanted && cards.TrueForAll(c => c.Id != wanted)) return null;
        var stops = (await StopsAsync(period, ct)).ToLookup(s => s.TopId);
        return filter.Equipment is { } id ? OfOne(cards.Find(c => c.Id == id)!, cards, stops, period) : OfMany(cards, stops, period);
    }

    private IQueryable<EquipmentCard> Cards()
    {
        var cards = EquipmentCards.Of(db, user, permission);
        if (filter.Client is { } client) cards = cards.Where(c => c.StructureId == client);
        if (filter.Site is { } site) cards = cards.Where(c => c.SiteId == site);
        return filter.Equipment is { } id ? cards.Where(c => c.Id == id || c.ParentId == id) : cards.Where(c => c.ParentId == null && c.IsInService);
    }

    private async Task<List<EquipmentStop>> StopsAsync(Stretch period, CancellationToken ct) => period.From >= period.To ? []
        : await EquipmentStops.In(db, period.From, period.To, filter.Equipment).Where(s => Cards().Any(c => c.Id == s.TopId)).ToListAsync(ct);

    private static Fleet OfMany(List<EquipmentCard> cards, ILookup<Guid?, EquipmentStop> stops, Stretch period)
    {
        var lines = cards.Take(Most).Select(c => Line(c, Reliability.OfMachine(period, Always, HistoryOf(stops[c.Id])))).ToList();
        return new(null, Reliability.Of(lines.Select(l => l.Reliability)), Ordered(lines), cards.Count > Most);
    }

    private static Fleet OfOne(EquipmentCard card, List<EquipmentCard> cards, ILookup<Guid?, EquipmentStop> stops, Stretch period)
    {
        var all = Reliability.OfMachine(period, Always, HistoryOf(stops.SelectMany(s => s)));
        var parts = cards.Where(c => c.Id != card.Id).Select(c => Line(c, Reliability.OfComponent(period, Always, HistoryOf(stops[c.Id]))));
        return new(Line(card, all), all, Ordered(parts), false);
    }

    private static EquipmentFigures Line(EquipmentCard card, Reliability reliability) => new(card.Id, card.Number, card.Name, reliability);

    private static List<EquipmentFigures> Ordered(IEnumerable<EquipmentFigures> lines) => [.. lines.OrderByDescending(l => l.Reliability.Failures)];   // otherwise by name, as they were read

    /// <summary>Every unplanned stop begins with a failure. One that begins where another of the same equipment ends is that one, going on.</summary>
    private static History HistoryOf(IEnumerable<EquipmentStop> stops)
    {
        var all = stops.ToList();
        var ends = all.Where(s => !s.IsPlanned && s.Until > s.From).Select(s => (s.EquipmentId, s.Until)).ToHashSet();
        return new()
        {
            Failures = [.. all.Where(s => !s.IsPlanned && !ends.Contains((s.EquipmentId, s.From))).Select(s => new Failure(s.EquipmentId, s.From, s.Until != s.From))],
            Downs = [.. all.Select(s => new DownSpan(s.From, s.Until, s.IsPlanned))],
        };
    }
}
