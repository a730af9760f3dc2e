using Microsoft.Playwright;
using OpsFlux.Kernel.Sla.Engine;
using OpsFlux.Kernel.Sla.OnCall;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>Every page, in both languages, on a desktop and on a phone: axe finds nothing serious, and nothing scrolls sideways.</summary>
[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(BrowserApp app) : BrowserTest(app)
{
    private static readonly string[] Pages =
        ["/tickets", "/tickets?view=All&state=any", "/tickets?view=All&q=rienquicorresponde", "/tickets?priority=abc", "/tickets/board?view=All", "/tickets/new", "{ticket}", "/search", "/search?q=presse", "/notifications", "/notifications?module=tickets&unread=1", "/profile/notifications", "/profile/notifications?category=Comment", "/profile", "/profile/sessions", "/no-such-page", "/forbidden",
            "/admin", "/admin/notifications", "/admin/notifications/roles/Technician", "/admin/notifications/log", "/admin/notifications/log?state=Skipped", "/admin/mail", "/admin/sms", "/admin/mail/templates", "/admin/mail/templates?mail=Alert&dark=1&narrow=1", "/admin/notifications/templates", "/admin/notifications/templates/new", "/admin/settings", "/admin/tickets/categories", "/admin/tickets/categories/new", "/admin/tickets/priorities", "/admin/tickets/waiting-reasons", "/admin/tickets/replies", "/tickets/replies", "/admin/tickets/checklists", "/admin/jobs", "/admin/audit", "/admin/sign-ins", "/admin/users", "/admin/users/new", "/admin/users/import", "/admin/groups", "/admin/groups/new", "/admin/calendars", "/admin/calendars/new", "/admin/sla/recompute", "/admin/sla/recompute?unagreed=1", "/tickets/compliance", "/tickets/compliance?view=Technician&period=ThisYear", "/tickets/compliance/list?figure=AtRisk", "/maintenance/figures", "/maintenance/figures?period=LastYear",
            "/interventions", "/interventions?view=Mine", "/interventions/new", "/technicians", "/clients", "/clients/new", "/contracts", "/contracts/new", "/admin/contract-scales", "/admin/maintenance-checklists", "/equipment", "/equipment/new", "/admin/equipment-types", "/portal", "/portal/request", "/day",
            "/admin/structures", "/admin/structures/new", "/admin/structures/import", "{structure}", "/admin/organisation", "/admin/deleted", "/admin/privacy", "/admin/retention", "{user}", "{user}/merge", "{group}", "/admin/roles", "/admin/roles/new", "/admin/roles/Technician", "/admin/access", "/admin/access/why", "/admin/keys", "/api/docs",
            "/admin/sla", "/admin/sla/new", "{policy}", "/admin/on-call", "/admin/on-call/new", "{rota}",
            "/profile/access", "/profile/follows", "/profile/push", "/profile/security", "/profile/keys", "/profile/privacy", "/change-password"];

    private static readonly int[] Widths = [1440, 360];

    private Guid policy, rota;

    /// <summary>
    /// Each page is opened once a language and measured in every width: no script of ours asks for it, and opening is what takes
    /// long. The other language changes words alone, so axe looks once there; the dark scheme changes colours alone.
    /// </summary>
    [AxeTheory]
    [InlineData("fr", 360, 1440)]
    [InlineData("en", 1440)]
    public async Task No_page_has_a_serious_fault(string language, int openedAt, params int[] alsoLookedAt)
    {
        var ticket = await SampleAsync();
        await AgreeAsync();
        var page = await App.SignInAsync(language == "fr" ? App.World.Administrator : App.World.English, "/tickets", openedAt, 800);
        var faults = new List<string>();
        foreach (var address in Pages.Select(p => AddressOf(p, ticket)))
        {
            await ShowAsync(page, openedAt, ColorScheme.Light);
            await OpenAsync(page, address);
            await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            faults.AddRange(await Axe.FaultsAsync(page, $"{address} ({openedAt})"));
            if (language == "fr") faults.AddRange(await DarkFaultsAsync(page, $"{address} ({openedAt}, dark)"));
            foreach (var width in Widths)
            {
                await ShowAsync(page, width, ColorScheme.Light);
                if (alsoLookedAt.Contains(width)) faults.AddRange(await Axe.FaultsAsync(page, $"{address} ({width})"));
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0) faults.Add($"{address} ({width}): scrolls sideways");
            }
        }

        Assert.Empty(faults);
    }

    [AxeTheory]
    [InlineData("fr", 1440)]
    [InlineData("en", 360)]
    public async Task The_sign_in_page_has_no_serious_fault(string language, int width)
    {
        var page = await App.OpenAsync(width, 800);
        await page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["Accept-Language"] = language });
        await page.GotoAsync("/sign-in");

        Assert.Empty(await Axe.FaultsAsync(page, "/sign-in"));
    }

    [AxeTheory]
    [InlineData(1440)]
    [InlineData(360)]
    public async Task The_dialogs_of_a_ticket_have_no_serious_fault(int width)
    {
        var page = await App.SignInAsync(App.World.Administrator, $"/tickets/{await SampleAsync()}", width, 800);
        var faults = new List<string>();
        foreach (var opener in new[]
        {
            ".actions button:has-text('Réaffecter')", ".actions button:has-text('Annuler le ticket')", ".actions button:has-text('Résoudre')", ".actions button:has-text('Mettre en attente')",
            ".part-actions button:has-text('Réunir')", ".part-actions button:has-text('Séparer')", "[aria-label='Lier à une autre fiche']", ".clock button.link", ".compose button:has-text('Réponses types')", "[data-palette]",
        })
            faults.AddRange(await FaultsOfDialogAsync(page, opener));

        Assert.Empty(faults);
    }

    [AxeTheory]
    [InlineData(1440)]
    [InlineData(360)]
    public async Task The_dialogs_of_a_list_have_no_serious_fault(int width)
    {
        await SampleAsync();
        var page = await App.SignInAsync(App.World.Administrator, "/tickets?view=All&priority=Critical", width, 800);
        var faults = new List<string>();
        foreach (var opener in new[] { ".list-tools button:has-text('Enregistrer la vue')", "button[aria-label='Organiser les vues']", "button[aria-label='Choisir les colonnes']" })
            faults.AddRange(await FaultsOfDialogAsync(page, opener));
        await page.Locator("td.pick input").First.CheckAsync();
        foreach (var opener in new[] { ".bulk button:has-text('Affecter')", ".bulk button:has-text('Modifier')" })
            faults.AddRange(await FaultsOfDialogAsync(page, opener));

        Assert.Empty(faults);
    }

    [AxeTheory]
    [InlineData(1440)]
    [InlineData(360)]
    public async Task The_choice_between_two_versions_has_no_serious_fault(int width)
    {
        var number = await SampleAsync();
        var first = await App.SignInAsync(App.World.Administrator, $"/tickets/{number}", width, 800);
        var second = await App.SignInAsync(App.World.Technician, $"/tickets/{number}", width, 800);
        foreach (var (page, words) in new[] { (second, "La presse 3 fuit à droite."), (first, "La presse 3 fuit à gauche.") })
        {
            await page.Locator(".describe-open").ClickAsync();
            await page.FillAsync("#description", words);
            await Assertions.Expect(page.Locator(".describe .draft-state")).ToHaveTextAsync("Brouillon enregistré");
        }

        await first.Locator(".describe .btn.main").ClickAsync();
        await Assertions.Expect(second.Locator(".tl")).ToContainTextAsync("a modifié la description");
        Assert.Empty(await FaultsOfDialogAsync(second, ".describe .btn.main"));
    }

    [AxeTheory]
    [InlineData(1440)]
    [InlineData(360)]
    public async Task What_is_edited_in_place_has_no_serious_fault(int width)
    {
        var page = await App.SignInAsync(App.World.Administrator, $"/tickets/{await SampleAsync()}", width, 800);
        var faults = new List<string>();
        foreach (var opener in new[] { "h1 .inplace", ".props .inplace", ".describe-open", ".time-sheet .add" })
        {
            await page.Locator(opener).First.ClickAsync();
            await page.WaitForSelectorAsync(".inplace-form, .describe, .time-sheet form");
            faults.AddRange(await Axe.FaultsAsync(page, opener));
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0) faults.Add($"{opener}: scrolls sideways");
        }

        Assert.Empty(faults);
    }

    /// <summary>As a link does it, within the application: a document and a circuit for each of a hundred pages would be most of the work.</summary>
    private static async Task OpenAsync(IPage page, string address)
    {
        if (new Uri(page.Url).AbsolutePath == address.Split('?')[0])
        {
            await page.GotoAsync(address);   // the same page again keeps its heading, by which the next one is known
            await page.WaitForSelectorAsync("h1, [role=alert]");
            return;
        }

        await page.EvaluateAsync("address => { document.querySelectorAll('h1, [role=alert]').forEach(e => e.dataset.left = ''); setTimeout(() => Blazor.navigateTo(address)); }", address);
        try
        {
            await page.WaitForSelectorAsync(":is(h1, [role=alert]):not([data-left])", new() { Timeout = 3_000 });
        }
        catch (TimeoutException)
        {
            await page.GotoAsync(address);   // a page of the same kind keeps its heading, and one that is no part of the application is opened anew
            await page.WaitForSelectorAsync("h1, [role=alert]");
        }
    }

    private static async Task ShowAsync(IPage page, int width, ColorScheme scheme)
    {
        await page.SetViewportSizeAsync(width, 800);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
    }

    private static async Task<IEnumerable<string>> DarkFaultsAsync(IPage page, string where)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        return await Axe.FaultsAsync(page, where, onlyColours: true);
    }

    /// <summary>Opens a dialog, looks at it, and leaves it by Escape.</summary>
    private static async Task<IEnumerable<string>> FaultsOfDialogAsync(IPage page, string opener)
    {
        await page.Locator(opener).First.ClickAsync();
        await page.WaitForSelectorAsync("dialog[open]");
        await Assertions.Expect(page.Locator("dialog[open] [aria-busy=true]")).ToHaveCountAsync(0);
        var faults = (await Axe.FaultsAsync(page, opener)).ToList();
        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0) faults.Add($"{opener}: scrolls sideways");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        return faults;
    }

    private string AddressOf(string page, string ticket) => page
        .Replace("{ticket}", $"/tickets/{ticket}", StringComparison.Ordinal)
        .Replace("{structure}", $"/admin/structures/{App.World.Workshop.Id}", StringComparison.Ordinal)
        .Replace("{user}", $"/admin/users/{App.World.Technician.User.Id}", StringComparison.Ordinal)
        .Replace("{group}", $"/admin/groups/{App.World.Team.Id}", StringComparison.Ordinal)
        .Replace("{policy}", $"/admin/sla/{policy}", StringComparison.Ordinal)
        .Replace("{rota}", $"/admin/on-call/{rota}", StringComparison.Ordinal);

    /// <summary>An agreement that says everything an agreement can, for a structure of its own, and a rota in which somebody stands in.</summary>
    private async Task AgreeAsync()
    {
        var place = Make.Structure("Annexe", App.World.Workshop.Id);
        var now = TimeProvider.System.GetUtcNow();
        var (technician, manager) = (App.World.Technician.User.Id, App.World.Manager.User.Id);
        var duty = new OnCallRota { Name = $"Astreinte {place.Code} {Guid.CreateVersion7():N}", ZoneId = "Africa/Casablanca", StartsOn = new(2026, 11, 2), HandoverAt = new(8, 0) };
        var agreed = new SlaPolicy
        {
            Name = $"Engagement {place.Code} {duty.Id:N}", RecordKind = "ticket",
            Definition = new PolicyDefinition
            {
                Conditions = [new("structure", [place.Id.ToString()]), new("priority", ["Critical", "High"])],
                Targets = [new("take-charge", 90, null), new("resolution", null, 3)],
                Steps = [new(null, 75, StepAction.Notify, StepReceiver.Assignee), new("resolution", 100, StepAction.Reassign, StepReceiver.OnCall, duty.Id), new(null, 120, StepAction.RaisePriority)],
            }.ToJson(),
        };
        (policy, rota) = (agreed.Id, duty.Id);
        await App.WithDbAsync(async db =>
        {
            db.AddRange(place, agreed, duty, new OnCallMember { RotaId = duty.Id, UserId = technician, Place = 0 }, new OnCallMember { RotaId = duty.Id, UserId = manager, Place = 1 });
            db.Add(new OnCallReplacement { RotaId = duty.Id, UserId = manager, From = now.AddDays(-1), To = now.AddDays(2), Note = "Congé" });
            return await db.SaveChangesAsync();
        });
    }

    private async Task<string> SampleAsync()
    {
        var ticket = Make.Ticket(
            "Presse hydraulique 3 arrêtée, fuite au vérin", TicketState.InProgress, App.World.Requester.User.Id, App.World.Workshop.Id,
            App.World.Technician.User.Id, App.World.Team.Id, App.World.Printers.Id, "La presse 3 s’est arrêtée en cycle.", Priority.Critical);
        foreach (var clock in new[] { "take-charge", "resolution" }) ticket.Mark(clock, ClockFactKind.Started, ticket.OpenedAt);
        ticket.Comment("Le **joint** est en cours de remplacement.", isInternal: false, Guid.Empty);
        ticket.Comment("Joint JT-80 en stock : 2.", isInternal: true, Guid.Empty);
        await ClockTests.AgreeAsync(App);
        await App.WithDbAsync(async db =>
        {
            db.Add(ticket);
            return await db.SaveChangesAsync();
        });
        return ticket.Number;
    }
}
