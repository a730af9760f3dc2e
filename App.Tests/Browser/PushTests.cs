using System.Text.Json;
using Microsoft.Playwright;
using OpsFlux.Kernel.Access;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Browser;

/// <summary>
/// Push in a real browser. No push service is within reach of it: what one gives is played by a script, and the worker is handed
/// messages by the browser's own tools.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class PushTests(BrowserApp app)
{
    private const string FakeSubscription =
        """
        (() => {
          let made = null;
          let point = null;
          PushManager.prototype.getSubscription = async () => made;
          PushManager.prototype.subscribe = async options => made = {
            endpoint: 'https://127.0.0.1:9/send/' + performance.timeOrigin + Math.random(),
            options: { applicationServerKey: options.applicationServerKey.buffer },
            getKey: name => name === 'auth' ? new Uint8Array(16).buffer : point,
            unsubscribe: async () => { made = null; return true; },
          };
          crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
            .then(pair => crypto.subtle.exportKey('raw', pair.publicKey)).then(raw => point = raw);
        })();
        """;

    [ChromiumFact]
    public async Task A_device_is_switched_on_tried_and_off_by_keyboard_on_a_phone()
    {
        var page = await OpenAsync(360, granted: true, FakeSubscription);
        var on = page.GetByRole(AriaRole.Button, new() { Name = "Activer sur cet appareil" });
        await on.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "reçoit désormais" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Cet appareil reçoit vos notifications.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Envoyer un essai à") }).PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("a refusé l’envoi");   // this machine is no public address
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Retirer ") }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Retirer", Exact = true }).PressAsync("Enter");
        await Assertions.Expect(on).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Mes appareils" })).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task What_the_browser_cannot_or_may_not_is_said()
    {
        await Assertions.Expect((await OpenAsync(1440, granted: true, "Object.defineProperty(window, 'isSecureContext', { value: false })")).GetByText("adresse sécurisée")).ToBeVisibleAsync();
        await Assertions.Expect((await OpenAsync(1440, granted: true, "delete window.PushManager")).GetByText("ne sait pas recevoir")).ToBeVisibleAsync();
        await Assertions.Expect((await OpenAsync(1440, granted: false, "Object.defineProperty(Notification, 'permission', { value: 'denied' })")).GetByText("bloque les notifications")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task A_browser_whose_own_service_is_silent_is_told_apart()
    {
        var page = await OpenAsync(1440, granted: true, "PushManager.prototype.subscribe = () => Promise.reject(new DOMException('no', 'AbortError'))");

        await page.GetByRole(AriaRole.Button, new() { Name = "Activer sur cet appareil" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ne répond pas");
    }

    [ChromiumTheory]
    [InlineData("""{"title":"Imprimante en panne","body":"à l’étage","href":"/tickets/TIC-1?a=b","tag":"t"}""", "Imprimante en panne", "/tickets/TIC-1?a=b")]
    [InlineData("""{"title":"Ailleurs","href":"https://elsewhere.example/"}""", "Ailleurs", "/")]
    [InlineData("""{"title":"Ailleurs","href":"//elsewhere.example/"}""", "Ailleurs", "/")]
    [InlineData("""{"title":"Ailleurs","href":"/\t/elsewhere.example/"}""", "Ailleurs", "/")]
    [InlineData("not json", "OpsFlux", "/")]
    public async Task The_worker_shows_what_it_is_handed_and_leads_to_us_alone(string message, string title, string path)
    {
        var page = await app.OpenAsync();
        var site = app.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await page.Context.GrantPermissionsAsync(["notifications"], new() { Origin = site });
        await page.GotoAsync($"{site}/sign-in");
        var tools = await page.Context.NewCDPSessionAsync(page);
        var registered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        tools.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, seen) =>
        {
            var registrations = seen?.GetProperty("registrations");
            if (registrations is { } all && all.GetArrayLength() > 0) registered.TrySetResult(all[0].GetProperty("registrationId").GetString()!);   // it has one
        };
        await tools.SendAsync("ServiceWorker.enable");
        await page.EvaluateAsync("navigator.serviceWorker.register('/push-worker.js', { scope: '/' }).then(() => navigator.serviceWorker.ready).then(() => null)");

        await tools.SendAsync("ServiceWorker.deliverPushMessage", new() { ["origin"] = site, ["registrationId"] = await registered.Task.WaitAsync(TimeSpan.FromSeconds(10)), ["data"] = message });

        await page.WaitForFunctionAsync("async () => (await (await navigator.serviceWorker.ready).getNotifications()).length > 0");
        var shown = await page.EvaluateAsync<JsonElement>("navigator.serviceWorker.ready.then(r => r.getNotifications()).then(all => ({ title: all[0].title, href: all[0].data.href }))");
        Assert.Equal((title, site + path), (shown.GetProperty("title").GetString(), shown.GetProperty("href").GetString()));
    }

    private async Task<IPage> OpenAsync(int width, bool granted, string script)
    {
        var person = await app.AddPersonAsync($"ines.push.{Guid.CreateVersion7():n}", "Inès Amrani", BuiltInRoles.User, app.World.Workshop.Id);
        var page = await app.SignInAsync(person, "/profile/sessions", width);
        if (granted) await page.Context.GrantPermissionsAsync(["notifications"]);
        await page.AddInitScriptAsync(script);
        await page.GotoAsync("/profile/push");
        return page;
    }
}
