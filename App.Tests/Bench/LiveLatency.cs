using System.Globalization;
using Microsoft.Playwright;
using OpsFlux.Tests.Browser;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Bench;

/// <summary>
/// From the click that saves a new ticket in one browser to the badge of the assigned technician in another, 50 times:
/// request, transaction, outbox, handler, notification, signal, circuit and paint, everything included.
/// </summary>
internal static class LiveLatency
{
    private const int Rounds = 50;

    private const string Watch = """
        () => {
            window.badgeAt = null;
            const bell = document.querySelector('.bell');
            const before = bell.innerText;
            const seen = new MutationObserver(() => {
                if (bell.innerText === before) return;
                window.badgeAt = Date.now();
                seen.disconnect();
            });
            seen.observe(bell, { childList: true, subtree: true, characterData: true, attributes: true });
        }
        """;

    private const string Click = """
        () => {
            const at = Date.now();
            document.querySelector('form button[type=submit].main').click();
            return at;
        }
        """;

    public static async Task<int> RunAsync()
    {
        var app = new BrowserApp();
        await app.InitializeAsync();
        try
        {
            var times = await MeasureAsync(app);
            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"save to badge over {times.Count}: median {times[times.Count / 2]:0} ms, p95 {times[(int)(times.Count * 0.95)]:0} ms, max {times[^1]:0} ms"));
            return 0;
        }
        finally
        {
            await app.DisposeAsync();
            await TestCluster.StopAsync();
        }
    }

    private static async Task<List<double>> MeasureAsync(BrowserApp app)
    {
        var technician = await app.SignInAsync(app.World.Technician, "/tickets");
        var requester = await app.SignInAsync(app.World.Requester, "/tickets/new");
        var times = new List<double>();
        for (var round = -3; round < Rounds; round++)   // the first three warm everything up
        {
            await requester.GotoAsync("/tickets/new");
            await requester.FillAsync("#title", $"Mesure {round}, imprimante hors ligne");
            await requester.PressAsync("#title", "Tab");
            await requester.SelectOptionAsync("#category", new SelectOptionValue { Label = app.World.Printers.Path });
            await requester.WaitForTimeoutAsync(700);   // drafts are written by then and disturb nothing
            await technician.EvaluateAsync(Watch);
            var clicked = await requester.EvaluateAsync<double>(Click);
            await technician.WaitForFunctionAsync("() => window.badgeAt");
            var seen = await technician.EvaluateAsync<double>("() => window.badgeAt");
            if (round >= 0) times.Add(seen - clicked);
        }

        return times;
    }
}
