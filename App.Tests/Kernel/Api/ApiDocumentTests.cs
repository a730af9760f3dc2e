using System.Net;
using System.Text;
using System.Text.Json;
using OpsFlux.Kernel.Access;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Api;

public sealed class ApiDocumentTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    private static readonly string[] Odd =
        ["", " ", "0", "-1", "99999999999999999999", "null", "%00", "%F0%9F%98%80", "'; drop table x; --", "../..", "%2e%2e%2f", "00000000-0000-0000-0000-000000000000", new('a', 3000), "${jndi:x}", "%0d%0aX: y"];

    private static readonly string[] OddBodies =
        ["", "null", "[]", "{}", "\"x\"", "{\"title\":null}", "{\"title\":\"\\u0000\"}", "{\"title\":\"\\ud800\"}", "{\"body\":{\"a\":[1]}}", "{\"a\":1,\"a\":2}", "{\"minutesSpent\":1e400}", "{\"score\":-1}", "{\"categoryId\":\"x\"}", "{\"grants\":[null]}", "{\"grants\":[{}]}", "{\"skills\":[null]}", "{\"isActive\":null}", "{\"parentId\":7}", "{\"fields\":{\"x\":\"\\u0000\"}}"];

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_a_door_and_its_refusals()
    {
        var document = await DocumentAsync();

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var operations = Operations(document).ToList();
        Assert.True(operations.Count > 25);
        Assert.Equal(operations.Count, operations.Select(o => o.Call.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(operations, o =>
        {
            Assert.False(string.IsNullOrWhiteSpace(o.Call.GetProperty("summary").GetString()));
            var answers = o.Call.GetProperty("responses").EnumerateObject().ToList();
            Assert.Contains(answers, a => a.Name[0] == '2');
            Assert.All(answers.Where(a => a.Name[0] is '4' or '5'), a => Assert.True(a.Value.GetProperty("content").TryGetProperty("application/problem+json", out _)));
            Assert.Contains("429", answers.Select(a => a.Name));
        });
    }

    [Fact]
    public async Task Whatever_is_sent_to_any_operation_is_answered_with_less_than_500_and_never_as_a_page()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));
        await App.SaveAsync(new OpsFlux.Kernel.Settings.SettingValue { Code = "Api.RequestsPerMinute", Value = "100000" });
        await App.SaveAsync(new OpsFlux.Kernel.Settings.SettingValue { Code = "Api.RequestsPerMinuteAndAddress", Value = "1000000" });
        await App.SaveAsync(new OpsFlux.Kernel.Settings.SettingValue { Code = "Api.SignInsPerMinute", Value = "10000" });
        var ticket = await App.SaveAsync(Make.Ticket());

        foreach (var (path, method, call) in Operations(await DocumentAsync()).ToList())
        {
            var known = path.Replace("{ticket}", ticket.Id.ToString(), StringComparison.Ordinal).Replace("{trigger}", "start", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            foreach (var odd in Odd) await CheckAsync(client, method, System.Text.RegularExpressions.Regex.Replace(path, @"\{\w+\}", odd), "{}");
            foreach (var parameter in Parameters(call)) foreach (var odd in Odd) await CheckAsync(client, method, $"{known}?{parameter}={odd}", "{}");
            if (method is "get" or "delete") continue;
            foreach (var body in OddBodies) await CheckAsync(client, method, known, body);
            foreach (var odd in new[] { "\"1\"", "W/\"x\"", "*", new string('k', 500) }) await CheckAsync(client, method, known, "{}", odd);
        }
    }

    private static async Task CheckAsync(HttpClient client, string method, string path, string body, string? header = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), path);
        if (method is not ("get" or "delete")) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (header is not null) request.Headers.TryAddWithoutValidation("If-Match", header);
        if (header is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", header);
        using var answer = await client.SendAsync(request);
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{method} {path} {body}: {(int)answer.StatusCode}");
        Assert.NotEqual("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    private static IEnumerable<string> Parameters(JsonElement call) => !call.TryGetProperty("parameters", out var all) ? []
        : all.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query").Select(p => p.GetProperty("name").GetString()!);   // a parameter has a name

    private static IEnumerable<(string Path, string Method, JsonElement Call)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from call in path.Value.EnumerateObject()
        select (path.Name, call.Name, call.Value);

    private async Task<JsonElement> DocumentAsync()
    {
        var client = await App.ClientAsync((string?)null);
        return await ApiWeb.JsonAsync(await client.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
    }
}
