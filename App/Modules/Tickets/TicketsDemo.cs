using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Demo;

namespace OpsFlux.Modules.Tickets;

/// <summary>The service desk's share of the demonstration: a tree of categories and two months of tickets in every state.</summary>
internal sealed class TicketsDemo : IDemoSeed
{
    public async Task SeedAsync(DemoStage stage, CancellationToken ct)
    {
        var groups = await stage.AskAsync(db => db.Set<Group>().ToDictionaryAsync(g => g.Name, g => g.Id, ct), ct);
        var categories = new Dictionary<string, Guid>();
        await stage.PrepareAsync(db =>
        {
            categories = DemoCategories.Add(db, groups);
            db.Add(new ChecklistTemplate
            {
                Name = "Nouvel arrivant", CategoryId = categories[DemoCategories.Arrivals], IsRequired = true,
                Items = ["Compte et messagerie créés", "Portable préparé et remis", "Badge et zones d'accès", "Accueil sécurité signé"],
            });
        }, ct);
        await stage.PrepareAsync(db => DemoSetup.Add(db, categories, groups, DemoCompany.Desk), ct);

        var stories = WorkshopStories.All(stage).Concat(WarehouseStories.All(stage)).Concat(OfficeStories.All(stage)).Concat(ClientStories.All(stage));
        await new DemoPlayer(stage, categories).PlayAsync(stories, ct);
    }
}
