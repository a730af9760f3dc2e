using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Records.Tags;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Shared.Assets;

namespace OpsFlux.Modules.Assets.Data;

/// <summary>Filters, orders and pages over equipment that <c>AllowedTo</c> already narrowed.</summary>
internal static class EquipmentQueries
{
    /// <summary>How far ahead the tabs look.</summary>
    public const int DueWithinDays = 30, WarrantyWithinDays = 60;

    private static readonly ListOrder<Equipment>
        Named = ListOrder.ByText<Equipment>(e => e.Name),
        Numbered = ListOrder.ByText<Equipment>(e => e.Number),
        Next = ListOrder.By<Equipment, DateOnly>(e => e.NextMaintenanceOn!.Value, DayOf),   // only equipment with one is in that order
        Warranty = ListOrder.By<Equipment, DateOnly>(e => e.WarrantyUntil!.Value, DayOf);   // as above

    /// <param name="today">In the zone of the reader.</param>
    public static IQueryable<Equipment> Matching(this IQueryable<Equipment> equipment, EquipmentFilter filter, AppDbContext db, DateOnly today)
    {
        equipment = equipment.InView(filter.View, today);
        if (filter.LifeCycles is [var cycle]) equipment = equipment.Where(e => e.LifeCycle == cycle);
        else if (filter.LifeCycles is { } cycles) equipment = equipment.Where(e => cycles.Contains(e.LifeCycle));
        else if (!filter.WithRetired) equipment = equipment.Where(e => e.LifeCycle != LifeCycle.Retired);
        if (filter.TypeIds is [var type]) equipment = equipment.Where(e => e.TypeId == type);
        else if (filter.TypeIds is { Count: > 0 } types) equipment = equipment.Where(e => types.Contains(e.TypeId));
        if (filter.States is [var state]) equipment = equipment.Where(e => e.State == state);
        else if (filter.States is { Count: > 0 } states) equipment = equipment.Where(e => states.Contains(e.State));
        if (filter.StructureId is { } structure) equipment = equipment.Where(e => e.StructureId == structure);
        if (filter.SiteId is { } site) equipment = equipment.Where(e => e.SiteId == site);
        if (filter.Tag is { } key) equipment = equipment.Where(e => db.Set<RecordTag>().Any(r => r.RecordId == e.Id && db.Set<Tag>().Any(t => t.Id == r.TagId && t.Key == key)));
        if (filter.Sort is EquipmentSort.Next) equipment = equipment.Where(e => e.NextMaintenanceOn != null);
        if (filter.Sort is EquipmentSort.Warranty) equipment = equipment.Where(e => e.WarrantyUntil != null);
        return filter.Search is { Length: > 0 } words ? equipment.Search(words) : equipment;
    }

    /// <summary>One page and one row more, which tells whether it goes on. A cursor of another order answers null.</summary>
    public static IQueryable<Equipment>? Paged(this IQueryable<Equipment> equipment, EquipmentFilter filter, int size)
    {
        var order = OrderOf(filter.Sort);
        // Backwards is the same walk the other way round, from the row that the later page began with.
        var descending = filter.Descending != (filter.Before is not null);
        var rest = (filter.After ?? filter.Before) is { } cursor ? order.Beyond(equipment, cursor, descending) : equipment;
        return rest is null ? null : order.Sort(rest, descending).Take(size + 1);
    }

    public static ListOrder<Equipment> OrderOf(EquipmentSort sort) => sort switch
    {
        EquipmentSort.Number => Numbered,
        EquipmentSort.Next => Next,
        EquipmentSort.Warranty => Warranty,
        _ => Named,
    };

    public static Cursor At(DateOnly? day, Guid id) => Cursor.At((day ?? default).ToString(EquipmentFields.DayFormat, CultureInfo.InvariantCulture), id);

    private static DateOnly? DayOf(Cursor cursor) =>
        DateOnly.TryParseExact(cursor.Key, EquipmentFields.DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static IQueryable<Equipment> InView(this IQueryable<Equipment> equipment, EquipmentView view, DateOnly today)
    {
        var (due, warranty) = (today.AddDays(DueWithinDays), today.AddDays(WarrantyWithinDays));
        return view switch
        {
            EquipmentView.Down => equipment.Where(e => e.State != OperatingState.Operational),
            EquipmentView.Due => equipment.Where(e => e.NextMaintenanceOn <= due),
            EquipmentView.Warranty => equipment.Where(e => e.WarrantyUntil >= today && e.WarrantyUntil <= warranty),
            _ => equipment,
        };
    }

    /// <summary>Every word, in what the plate, the number, the name or the place says.</summary>
    private static IQueryable<Equipment> Search(this IQueryable<Equipment> equipment, string words)
    {
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
        {
            var pattern = LikePattern.Containing(word);
            equipment = equipment.Where(e => EF.Functions.ILike(e.Name, pattern) || EF.Functions.ILike(e.Number, pattern) || EF.Functions.ILike(e.ExternalId, pattern)
                || EF.Functions.ILike(e.SerialNumber!, pattern) || EF.Functions.ILike(e.Maker!, pattern) || EF.Functions.ILike(e.Model!, pattern)   // null is like nothing
                || EF.Functions.ILike(e.Location!, pattern));   // as above
        }

        return equipment;
    }
}
