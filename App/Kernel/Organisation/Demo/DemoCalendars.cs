using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Data;

namespace OpsFlux.Kernel.Organisation.Demo;

/// <summary>The hours of the demo's company: Morocco's, with Ramadan, for all but the warehouse in Lyon.</summary>
internal static class DemoCalendars
{
    public static void Add(AppDbContext db, IReadOnlyDictionary<string, Guid> structures, string lyon, DateTimeOffset now)
    {
        const string office = "08:30-12:30 14:00-18:00", ramadan = "09:00-15:00", warehouse = "06:00-13:00 14:00-20:00";
        Add(db, now, "Maroc, bureaux et atelier", null, new()
        {
            ZoneId = "Africa/Casablanca",
            Week = [office, office, office, office, office, "", ""],
            Seasons = [new("Ramadan 1448", new(2027, 2, 8), new(2027, 3, 8), [ramadan, ramadan, ramadan, ramadan, ramadan, "", ""])],
            Packs = ["ma"],
        });
        Add(db, now, "France, entrepôt", structures[lyon], new()
        {
            ZoneId = "Europe/Paris",
            Week = [warehouse, warehouse, warehouse, warehouse, warehouse, "06:00-12:00", ""],
            Packs = ["fr"],
        });
        Add(db, now, "Jour et nuit", null, new() { ZoneId = "Africa/Casablanca", IsAroundTheClock = true, Week = ["", "", "", "", "", "", ""] }, isChosen: false);
    }

    private static void Add(AppDbContext db, DateTimeOffset now, string name, Guid? structure, CalendarDefinition definition, bool isChosen = true)
    {
        var calendar = new Calendar { Name = name, CurrentId = Guid.Empty };
        var version = new CalendarVersion { CalendarId = calendar.Id, Number = 1, Definition = definition.ToJson(), CreatedAt = now };
        calendar.CurrentId = version.Id;
        db.AddRange(calendar, version);
        if (isChosen) db.Add(new CalendarChoice { StructureId = structure, CalendarId = calendar.Id });
    }
}
