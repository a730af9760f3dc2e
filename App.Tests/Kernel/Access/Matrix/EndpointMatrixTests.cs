using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Architecture;
using OpsFlux.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>
/// Every endpoint × every role × one's own record, one of one's structure, one of another, over HTTP: reading shows no mark that
/// is not for this person's eyes, acting without the right is never answered as done, and nothing fails. That nothing is written is for the use cases behind.
/// </summary>
[Trait("Category", "Access")]
public sealed class EndpointMatrixTests(MatrixApp app, ITestOutputHelper output) : IClassFixture<MatrixApp>
{
    /// <summary>What an endpoint that names a record needs on it, where it names everybody who is signed in: its use case decides.</summary>
    private static readonly Dictionary<string, string> OnRecord = new()
    {
        ["/files/{id:guid}"] = TicketPermissions.View,
        ["/files/{id:guid}/preview"] = TicketPermissions.Note,   // asked here for an internal file
        ["/files/{kind}/{recordId:guid}"] = TicketPermissions.Comment,
    };

    private readonly List<string> wrong = [];
    private int cells;

    private sealed record Door(RouteEndpoint Endpoint, string Route, string Method, IReadOnlyList<string> Permissions, bool Anyone);

    [Fact]
    public async Task Every_endpoint_answers_each_role_as_declared()
    {
        app.StartTest();
        await using var web = await MatrixWeb.StartAsync(app);
        var doors = web.Endpoints().Where(IsOurs).SelectMany(DoorsOf).ToList();
        using var stranger = await web.ClientAsync(null);
        foreach (var door in doors.Where(d => !d.Anyone)) await TryAsync(door, MatrixRole.All.Single(r => r.Code is null), stranger, isSignedIn: false);
        foreach (var role in MatrixRole.All)
        {
            foreach (var subject in Enum.GetValues<Subject>()) await app.RecordAsync(role, subject);
            using var client = await web.ClientAsync(app.PersonOf(role).Id);
            foreach (var door in doors) await TryAsync(door, role, client, isSignedIn: true);
        }

        output.WriteLine($"{cells} cells of {doors.Count} endpoints × {MatrixRole.All.Count} roles; parts seen by those who may: {string.Join(", ", app.Markers.Seen.Order())}");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Order()));   // all of them: a hole rarely comes alone
        Assert.Superset(new HashSet<string> { "title", "content" }, app.Markers.Seen);
    }

    private static bool IsOurs(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null && !TypeRules.IsFrameworks(endpoint)
        && endpoint.RoutePattern.RawText is not ("/health" or "health") && endpoint.Metadata.All(m => m.GetType().Namespace?.StartsWith("Microsoft.AspNetCore.StaticAssets", StringComparison.Ordinal) != true);

    private static IEnumerable<Door> DoorsOf(RouteEndpoint endpoint) =>
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        let named = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).OfType<string>().Where(p => p != AccessPolicies.SignedIn).ToList()
        select new Door(endpoint, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), method, named, endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);   // ours have a text

    private async Task TryAsync(Door door, MatrixRole role, HttpClient client, bool isSignedIn)
    {
        foreach (var subject in Enum.GetValues<Subject>())
        {
            if (Routes.Fill(door.Route, app, await app.RecordAsync(role, subject)) is not { } filled)
            {
                wrong.Add($"{door.Route}: a place without a sample, see {nameof(Routes)}");
                return;
            }

            foreach (var address in Routes.AddressesOf(door.Route, filled.Address))
                await SendAsync(door, role, subject, address, client, isSignedIn && May(door, role, filled.OnRecord ? subject : null));
            if (!filled.OnRecord) return;   // the same for all three
        }
    }

    private bool May(Door door, MatrixRole role, Subject? subject) =>
        door.Permissions.Append(subject is null ? null : OnRecord.GetValueOrDefault(door.Route)).OfType<string>()
            .All(permission => subject is { } one ? app.Table.Covers(role, permission, one) : app.Table.ScopeOf(role, permission) is not null);

    private async Task SendAsync(Door door, MatrixRole role, Subject subject, string address, HttpClient client, bool may)
    {
        cells++;
        using var request = new HttpRequestMessage(new(door.Method), new Uri(address, UriKind.Relative));
        if (door.Method is not ("GET" or "HEAD" or "DELETE")) request.Content = new StringContent("", null, "application/json");
        using var answer = await client.SendAsync(request);
        var status = (int)answer.StatusCode;
        var where = $"{door.Method} {address} as {role} on {subject}";
        if (status >= 500) wrong.Add($"{where}: {status}");
        if (!may && !door.Anyone && answer.IsSuccessStatusCode) wrong.Add($"{where}: not declared, and answered {status}");
        if (may && door.Permissions.Count > 0 && status is StatusCodes.Status401Unauthorized) wrong.Add($"{where}: declared, and answered {status}");
        // A person's archive holds all that is his, wherever it lies: it has a permission of its own, held to by the matrix of use cases.
        if (door.Route.StartsWith("/privacy/export/", StringComparison.Ordinal)) return;
        var fromLog = door.Permissions.Contains(AuditPermissions.Export) || door.Permissions.Contains(AuditPermissions.View);
        foreach (var leak in app.Markers.Leaks(await SpokenAsync(answer), role, app.PersonOf(role).Id, fromLog)) wrong.Add($"{where}: shows {leak}");
    }

    /// <summary>A sheet is a packed file: its texts are looked for inside.</summary>
    private static async Task<string> SpokenAsync(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType?.Contains("spreadsheet", StringComparison.Ordinal) != true) return await answer.Content.ReadAsStringAsync();
        await using var packed = await answer.Content.ReadAsStreamAsync();
        using var sheet = new System.IO.Compression.ZipArchive(packed);
        return string.Concat(sheet.Entries.Select(e => new StreamReader(e.Open()).ReadToEnd()));
    }
}
