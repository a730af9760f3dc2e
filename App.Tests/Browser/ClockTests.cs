using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>Clocks count on by themselves: an hour and a half later, as the browser's own clock says, that much less remains.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class ClockTests(BrowserApp app) : BrowserTest(app)
{
    private const string Later = "() => { const now = Date.now; Date.now = () => now() + 90 * 60 * 1000; }";

    [ChromiumFact]
    public async Task A_clock_counts_on_on_a_ticket_and_in_a_list()
    {
        await AgreeAsync(App);
        var opened = App.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var ticket = Ticket.Open(new() { Title = $"Compte à rebours {Guid.CreateVersion7():N}", CategoryId = App.World.Printers.Id }, App.World.Requester.User.Id, App.World.Workshop.Id, Impact.Low, PriorityMatrix.Usual, opened);
        await App.WithDbAsync(async db =>
        {
            db.Add(ticket);
            return await db.SaveChangesAsync();
        });

        var page = await App.SignInAsync(App.World.Manager, $"/tickets/{ticket.Number}");
        var resolution = page.Locator(".clock > div", new() { HasText = "Résolution" }).Locator("b");
        await Assertions.Expect(resolution).ToHaveTextAsync(BeforeText());
        await page.EvaluateAsync(Later);
        await Assertions.Expect(resolution).ToHaveTextAsync(AfterText());
        await Assertions.Expect(page.Locator(".clock b.late")).ToHaveTextAsync(LateText());   // an hour to take it in charge

        await page.GotoAsync($"/tickets?view=All&q={ticket.Title.Split(' ')[^1]}");
        var cell = page.Locator("tbody .sla b");
        await Assertions.Expect(cell).Not.ToHaveClassAsync("late");
        await page.EvaluateAsync(Later);
        await Assertions.Expect(cell).ToHaveTextAsync(LateText());
    }

    /// <summary>An hour to take a ticket of the workshop in charge and eight to resolve it, day and night.</summary>
    internal static Task AgreeAsync(BrowserApp app) => app.WithDbAsync(async db =>
    {
        if (await db.Set<SlaPolicy>().AnyAsync(p => p.Name == "Atelier")) return 0;
        var agreed = new PolicyDefinition
        {
            Conditions = [new("structure", [app.World.Workshop.Id.ToString()])], Targets = [new("take-charge", 60, null), new("resolution", 480, null)],
        };
        db.Add(new SlaPolicy { Name = "Atelier", RecordKind = Ticket.RecordKind, Definition = agreed.ToJson() });
        return await db.SaveChangesAsync();
    });

    [GeneratedRegex(@"^(7\sh\s5\d|8\sh\s00)$")]
    private static partial Regex BeforeText();

    [GeneratedRegex(@"^6\sh\s(2\d|30)$")]
    private static partial Regex AfterText();

    [GeneratedRegex(@"^−\s0\sh\s(3\d|4\d)$")]
    private static partial Regex LateText();
}
