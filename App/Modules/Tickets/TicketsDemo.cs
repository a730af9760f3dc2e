using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Lists.Views;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Organisation.Demo;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Demo;
using OpsFlux.Modules.Tickets.Lists;

namespace OpsFlux.Modules.Tickets;

/// <summary>The service desk's share of the demonstration: a tree of categories, what is promised, and two months of tickets in every state.</summary>
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
        await DemoAgreements.AddAsync(stage, ct);

        var stories = WorkshopStories.All(stage).Concat(WarehouseStories.All(stage)).Concat(OfficeStories.All(stage)).Concat(ClientStories.All(stage));
        await new DemoPlayer(stage, categories).PlayAsync(stories, ct);
        await stage.PassAsync(ct);
        await KeepViewsAsync(stage, ct);
    }

    /// <summary>A view the manager shares with the company, and one a technician keeps to herself.</summary>
    private static async Task KeepViewsAsync(DemoStage stage, CancellationToken ct)
    {
        var company = await stage.AskAsync(db => db.Set<Structure>().Where(s => s.ParentId == null && s.Kind == StructureKind.Internal).Select(s => s.Id).FirstAsync(ct), ct);
        await KeepAsync("karim", new() { Name = "Urgents en attente", Address = "?view=All&state=Waiting&priority=Critical,High&sort=updated", Audience = ViewAudience.Structure, StructureId = company });
        await KeepAsync("yasmine", new() { Name = "Résolus ce mois-ci", Address = "?view=Mine&state=Resolved,Closed&updated=ThisMonth&sort=-updated" });

        Task<Result<Guid>> KeepAsync(string person, SaveViewRequest view)
        {
            view.List = TicketListKind.ListCode;
            return stage.ActAsync(person, stage.Now, services => services.GetRequiredService<SaveView>().RunAsync(view, ct), ct);
        }
    }
}
