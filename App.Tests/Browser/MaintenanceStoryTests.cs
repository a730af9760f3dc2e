using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Modules.Assets.Domain;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Contracts.Consumption;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Rating;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>
/// A corrective intervention from beginning to end: a client reports that a machine stands still, a manager makes an intervention
/// of it, a technician does it on his phone, and the client says what he thinks of it.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class MaintenanceStoryTests(BrowserApp app) : BrowserTest(app)
{
    private const string Said = "La presse s’est arrêtée en plein cycle, de l’huile coule sous le vérin.";

    [ChromiumFact]
    public async Task A_problem_is_reported_mended_signed_counted_and_rated()
    {
        var scene = await SceneAsync();
        var ticket = await ReportAsync(scene);
        var number = await TurnAsync(scene, ticket);
        await WorkAsync(number);
        await RateAsync(scene, number);
        await EndsAsync(scene, ticket, number);
    }

    private async Task<string> ReportAsync(Scene scene)
    {
        var page = scene.ClientPage;
        await page.GotoAsync("/portal");
        await page.GetByRole(AriaRole.Link, new() { Name = "Signaler un problème" }).First.ClickAsync();
        await page.Locator("#equipment").SelectOptionAsync(new SelectOptionValue { Value = scene.Machine.Id.ToString() });
        await page.FillAsync("#what", Said);
        await page.GetByText("L’équipement est à l’arrêt").ClickAsync();
        await page.Locator("[data-upload-input]").First.SetInputFilesAsync(await PhotoAsync(page, "fuite.png", "#335577"));
        await Assertions.Expect(page.Locator(".file-list, .upload-list").First).ToContainTextAsync("fuite.png");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        await page.WaitForURLAsync("**/tickets/*");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync(Said);
        return page.Url[(page.Url.LastIndexOf('/') + 1)..];
    }

    private async Task<string> TurnAsync(Scene scene, string ticket)
    {
        var page = await App.SignInAsync(App.World.Manager, $"/tickets/{ticket}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Créer une intervention" }).ClickAsync();
        await Assertions.Expect(page.Locator("#description")).ToHaveValueAsync($"**Équipement à l’arrêt**\n\n{Said}");
        await page.SelectOptionAsync("#lead", new SelectOptionValue { Value = App.World.Technician.User.Id.ToString() });
        await page.SelectOptionAsync("#contract", new SelectOptionValue { Value = scene.Contract.Id.ToString() });
        await page.Locator("form .form-actions .btn.main").ClickAsync();
        await page.WaitForURLAsync("**/interventions/INT-*");
        await Assertions.Expect(page.Locator("aside")).ToContainTextAsync("fuite.png");
        Assert.Equal(OperatingState.BrokenDown, await StateAsync(scene));
        return page.Url[(page.Url.LastIndexOf('/') + 1)..];
    }

    /// <summary>All of it on a phone.</summary>
    private async Task WorkAsync(string number)
    {
        var page = await App.SignInAsync(App.World.Technician, "/day", 360, 780);
        var work = page.Locator("article", new() { Has = page.Locator($"#work-{number}") });
        await work.GetByRole(AriaRole.Button, new() { Name = "Démarrer" }).ClickAsync();
        await Assertions.Expect(work.GetByRole(AriaRole.Button, new() { Name = "Clôturer" })).ToBeVisibleAsync();
        await work.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.WaitForURLAsync($"**/interventions/{number}");

        foreach (var (moment, name) in new[] { (0, "avant.png"), (1, "apres.png") })
        {
            var strip = page.Locator(".photo-strip").Nth(moment);
            await strip.Locator("[data-upload-input]").First.SetInputFilesAsync(await PhotoAsync(page, name, moment == 0 ? "#aa3322" : "#228844"));
            await Assertions.Expect(strip.Locator("button.photo")).ToHaveCountAsync(1);
        }

        await SignAsync(page, "Signature du technicien", "Yasmine Alaoui");
        await SignAsync(page, "Signature du client", "Omar Tazi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Clôturer" }).ClickAsync();
        await page.FillAsync("#report", "Joint du vérin remplacé, pression contrôlée à 180 bar.");
        await page.FillAsync("#worked-from", Local(TimeSpan.FromMinutes(-110)));
        await page.FillAsync("#worked-until", Local(TimeSpan.FromMinutes(-5)));
        await page.Locator("dialog[open] footer .btn.main").ClickAsync();
        await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".reports")).ToContainTextAsync("RI-", new() { Timeout = 20_000 });
        await Assertions.Expect(page.Locator($"a[href='/interventions/{number}/report']")).ToHaveCountAsync(1, new() { Timeout = 40_000 });
        var report = await page.APIRequest.GetAsync($"{App.Address}/interventions/{number}/report");
        Assert.Equal("%PDF", System.Text.Encoding.ASCII.GetString(await report.BodyAsync(), 0, 4));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }

    private static async Task SignAsync(IPage page, string button, string name)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.FillAsync("#sign-name", name);
        var box = await page.Locator("dialog[open] canvas").BoundingBoxAsync();
        Assert.NotNull(box);
        await page.Mouse.MoveAsync(box.X + 20, box.Y + 30);
        await page.Mouse.DownAsync();
        for (var step = 1; step <= 8; step++) await page.Mouse.MoveAsync(box.X + 20 + (step * box.Width / 12), box.Y + 30 + (step % 2 * 25));
        await page.Mouse.UpAsync();
        await page.Locator("dialog[open] footer .btn.main").ClickAsync();
        await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".signatures")).ToContainTextAsync(name);
    }

    private static async Task RateAsync(Scene scene, string number)
    {
        var page = scene.ClientPage;
        await page.GotoAsync($"/interventions/{number}#rating");
        await Assertions.Expect(page.Locator(".reports")).ToContainTextAsync("RI-");
        await page.Locator("#rating .seg label").Last.ClickAsync();
        await page.FillAsync("#intervention-rating-comment", "Rapide et propre.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer l’avis" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rating b.num")).ToHaveTextAsync("5 sur 5");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("Coût");
    }

    private async Task EndsAsync(Scene scene, string ticket, string number)
    {
        Assert.Equal(OperatingState.Operational, await StateAsync(scene));
        var (work, lines, score, next, files) = await App.WithDbAsync(async db =>
        {
            var done = await db.Set<Intervention>().AsNoTracking().SingleAsync(i => i.Number == number);
            return (
                done, await db.Set<ConsumptionLine>().Where(l => l.InterventionId == done.Id).SumAsync(l => l.Units), await db.Set<InterventionRating>().Where(r => r.InterventionId == done.Id).Select(r => r.Score).SingleAsync(),
                await db.Set<Equipment>().Where(e => e.Id == scene.Machine.Id).Select(e => e.NextMaintenanceOn).SingleAsync(), await db.Set<Attachment>().CountAsync(a => a.RecordId == done.Id && a.RemovedAt == null));
        });
        Assert.Equal((InterventionState.Closed, 5, scene.Machine.NextMaintenanceOn), (work.State, score, next));
        Assert.True(lines >= 105, $"{lines} minutes were counted for 105 of work.");   // more in the evening and on a Sunday
        Assert.True(files >= 4, $"{files} files: the client's, two photos and the report.");
        var page = await App.SignInAsync(App.World.Manager, $"/tickets/{ticket}");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Joint du vérin remplacé", new() { Timeout = 20_000 });
        Assert.Equal(TicketState.Resolved, await App.WithDbAsync(db => db.Set<Ticket>().Where(t => t.Number == ticket).Select(t => t.State).SingleAsync()));
    }

    private Task<OperatingState> StateAsync(Scene scene) => App.WithDbAsync(db => db.Set<Equipment>().Where(e => e.Id == scene.Machine.Id).Select(e => e.State).SingleAsync());

    /// <summary>As the browser's clock shows it, which stands in Casablanca.</summary>
    private static string Local(TimeSpan from) =>
        TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow() + from, TimeZoneInfo.FindSystemTimeZoneById("Africa/Casablanca")).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<FilePayload> PhotoAsync(IPage page, string name, string colour) => new()
    {
        Name = name,
        MimeType = "image/png",
        Buffer = Convert.FromBase64String(await page.EvaluateAsync<string>(
            "colour => { const c = document.createElement('canvas'); c.width = 320; c.height = 240; const p = c.getContext('2d'); p.fillStyle = colour; p.fillRect(0, 0, 320, 240); return c.toDataURL('image/png').split(',')[1]; }", colour)),
    };

    private async Task<Scene> SceneAsync()
    {
        var client = Make.Structure("Papeterie du Nord", App.World.Workshop.Id, StructureKind.Client);
        var type = new EquipmentType { Code = $"type-{client.Code.ToLowerInvariant()}", Name = "Presse" };
        var machine = new Equipment { Name = "Presse à balles 2", TypeId = type.Id, StructureId = client.Id, MaintenanceEveryDays = 90, NextMaintenanceOn = new(2027, 2, 1) };
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var contract = new Contract { Reference = $"CM-{client.Code}", Name = "Maintenance complète", StructureId = client.Id, State = ContractState.Active, StartsOn = today.AddDays(-30), EndsOn = today.AddDays(300), IncludedMinutes = 2400 };
        var lead = App.World.Technician.User;
        await App.WithDbAsync(async db =>
        {
            db.AddRange(client, type, machine);
            await db.SaveChangesAsync();
            db.AddRange(contract, new Client { Name = client.Name, StructureId = client.Id });
            if (!await db.Set<Technician>().AnyAsync(t => t.UserId == lead.Id)) db.Add(new Technician { UserId = lead.Id, Name = lead.DisplayName, StructureId = lead.StructureId });
            return await db.SaveChangesAsync();
        });
        var person = await App.AddPersonAsync($"omar.tazi.m{client.Code.ToLowerInvariant()}", "Omar Tazi", BuiltInRoles.Client, client.Id);
        return new(client, machine, contract, await App.SignInAsync(person, "/portal", 360, 780));
    }

    private sealed record Scene(Structure Client, Equipment Machine, Contract Contract, IPage ClientPage);
}
