using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Browser;

/// <summary>Two structures, a team, a category routed to it, and one person per part in the stories.</summary>
public sealed record BrowserWorld(Structure Workshop, Structure Warehouse, Group Team, Category Printers, Person Requester, Person Technician, Person Manager, Person Stranger, Person Administrator, Person English)
{
    internal static async Task<BrowserWorld> MakeAsync(BrowserApp app)
    {
        var workshop = Make.Structure("Atelier Casablanca", Support.World.Structure);
        var warehouse = Make.Structure("Logistique Lyon", Support.World.Structure);
        var team = Make.Group("Support informatique");
        var printers = Make.Category("Imprimantes", team.Id, "impression");
        await app.WithDbAsync(async db =>
        {
            db.AddRange(workshop, warehouse, team, printers);
            return await db.SaveChangesAsync();
        });
        var technician = await app.AddPersonAsync("yasmine.alaoui.atlas", "Yasmine Alaoui", BuiltInRoles.Technician, workshop.Id, "fr", "impression");
        await app.WithDbAsync(async db =>
        {
            db.Add(Make.Member(team, technician.User));
            return await db.SaveChangesAsync();
        });
        return new(
            workshop, warehouse, team, printers,
            await app.AddPersonAsync("karim.daoudi.atlas", "Karim Daoudi", BuiltInRoles.User, workshop.Id),
            technician,
            await app.AddPersonAsync("salma.benali.atlas", "Salma Benali", BuiltInRoles.Manager, workshop.Id),
            await app.AddPersonAsync("julien.martin.atlas", "Julien Martin", BuiltInRoles.Technician, warehouse.Id),
            await app.AddPersonAsync("nadia.leroy.atlas", "Nadia Leroy", BuiltInRoles.Administrator, Support.World.Structure),
            await app.AddPersonAsync("emma.clark.atlas", "Emma Clark", BuiltInRoles.Administrator, Support.World.Structure, "en"));
    }
}
