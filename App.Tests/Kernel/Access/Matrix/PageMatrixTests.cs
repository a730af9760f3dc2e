using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Modules;
using OpsFlux.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>
/// Every page × every role × one's own record, one of one's structure, one of another. Its door over HTTP, by the permission it
/// declares; and what it shows in a circuit, door or no door: never a mark that is not for this person's eyes.
/// </summary>
[Trait("Category", "Access")]
public sealed class PageMatrixTests(MatrixApp app, ITestOutputHelper output) : IClassFixture<MatrixApp>
{
    private readonly List<string> wrong = [];
    private int cells;

    private sealed record Page(Type Type, string Route, string? Permission);

    private static readonly Page[] Pages =
    [
        .. from type in typeof(IModule).Assembly.GetTypes()
           from route in type.GetCustomAttributes<RouteAttribute>(inherit: false)
           where !type.IsDefined(typeof(AllowAnonymousAttribute), inherit: false)
           let policy = type.GetCustomAttribute<AuthorizeAttribute>(inherit: false)?.Policy
           select new Page(type, route.Template, policy == AccessPolicies.SignedIn ? null : policy),
    ];

    [Fact]
    public async Task Every_page_opens_and_shows_as_declared()
    {
        app.StartTest();
        await using var web = await MatrixWeb.StartAsync(app);
        using var stranger = await web.ClientAsync(null);
        foreach (var page in Pages) await AtTheDoorAsync(page, stranger);
        foreach (var role in MatrixRole.All)
        {
            foreach (var subject in Enum.GetValues<Subject>()) await app.RecordAsync(role, subject);
            using var client = await web.ClientAsync(app.PersonOf(role).Id);
            foreach (var page in Pages) await TryAsync(page, role, client, web);
        }

        output.WriteLine($"{cells} cells of {Pages.Length} pages × {MatrixRole.All.Count} roles; parts seen by those who may: {string.Join(", ", app.Markers.Seen.Order())}");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Order()));   // all of them: a hole rarely comes alone
        Assert.Superset(new HashSet<string> { "title", "text", "comment", "note", "file", "secret", "item", "tag", "time" }, app.Markers.Seen);
    }

    /// <summary>Whoever is not signed in is sent to the door, whatever the page.</summary>
    private async Task AtTheDoorAsync(Page page, HttpClient stranger)
    {
        if (Routes.Fill(page.Route, app, await app.RecordAsync(MatrixRole.All[0], Subject.Own)) is not { } filled) return;   // said below
        using var answer = await stranger.GetAsync(new Uri(filled.Address, UriKind.Relative));
        if (answer.StatusCode != HttpStatusCode.Redirect || answer.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) != true)
            wrong.Add($"{page.Route} without signing in: {(int)answer.StatusCode}");
    }

    private async Task TryAsync(Page page, MatrixRole role, HttpClient client, MatrixWeb web)
    {
        foreach (var subject in Enum.GetValues<Subject>())
        {
            if (Routes.Fill(page.Route, app, await app.RecordAsync(role, subject)) is not { } filled)
            {
                wrong.Add($"{page.Route}: a place without a sample, see {nameof(Routes)}");
                return;
            }

            if (subject == Subject.Own) await DoorAsync(page, role, client, filled.Address);
            foreach (var address in Routes.AddressesOf(page.Route, filled.Address)) await ShowAsync(page, role, subject, filled.Values, filled.OnRecord, address, web);
            if (!filled.OnRecord) return;   // the same for all three
        }
    }

    private async Task DoorAsync(Page page, MatrixRole role, HttpClient client, string address)
    {
        cells++;
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        var isForbidden = answer.StatusCode == HttpStatusCode.Forbidden || answer.Headers.Location?.ToString().Contains("/forbidden", StringComparison.Ordinal) == true;
        var may = page.Permission is null || app.Table.ScopeOf(role, page.Permission) is not null;
        if (may != !isForbidden || (int)answer.StatusCode >= 500) wrong.Add($"{page.Route} as {role}: {(int)answer.StatusCode} {answer.Headers.Location}");
        Leaks(await answer.Content.ReadAsStringAsync(), page, role, $"{page.Route} as {role}, over HTTP");
    }

    private async Task ShowAsync(Page page, MatrixRole role, Subject subject, IReadOnlyDictionary<string, object?> values, bool onRecord, string address, MatrixWeb web)
    {
        cells++;
        var where = $"{address} as {role} on {subject}";
        try
        {
            var shown = await web.ShowAsync(page.Type, values, app.PersonOf(role).Id, address);
            Leaks(shown, page, role, where);
            var record = await app.RecordAsync(role, subject);
            var may = page.Permission is { } permission && app.Table.Covers(role, permission, subject);
            if (onRecord && may && !shown.Contains(record.Mark("title"), StringComparison.Ordinal)) wrong.Add($"{where}: declared, and not shown");
        }
        catch (NavigationException)
        {
            // Sent elsewhere: shows nothing.
        }
    }

    private void Leaks(string shown, Page page, MatrixRole role, string where)
    {
        var fromLog = page.Permission is AuditPermissions.View;
        foreach (var leak in app.Markers.Leaks(shown, role, app.PersonOf(role).Id, fromLog)) wrong.Add($"{where}: shows {leak}");
    }
}
