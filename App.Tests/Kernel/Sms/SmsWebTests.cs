using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Sms;
using OpsFlux.Kernel.Web;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sms;

/// <summary>The sign-in page and the API over HTTP, for people who are asked for a code by SMS.</summary>
public sealed partial class SmsWebTests(SmsApp app) : AppTests<SmsApp>(app), IAsyncLifetime
{
    private WebApplication web = null!;    // built before each test

    public async Task InitializeAsync()
    {
        App.Gateway.Answers(200);
        await BeginAsync(App.Settings);
    }

    private async Task BeginAsync(SmsSettings settings)
    {
        web = WebHosting.Build(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0" }).Build(), App.Connections, App.Catalog,
            builder => builder.Services.AddSingleton(AuditSecret.Key).Replace(ServiceDescriptor.Singleton<TimeProvider>(App.Clock)).Replace(ServiceDescriptor.Singleton(settings)));
        await web.StartAsync();
    }

    public async Task DisposeAsync() => await web.DisposeAsync();

    [Fact]
    public async Task The_page_offers_a_message_first_takes_its_code_and_lets_in()
    {
        var person = await App.ProtectedAsync();
        using var client = Client();

        var (_, asked) = await PostAsync(client, "sign-in", ("Form.UserName", person.UserName!), ("Form.Password", SmsApp.Password));   // has a name
        var challenge = Challenge().Match(asked).Groups[1].Value;
        Assert.Contains($"se termine par {person.PhoneNumber![^2..]}", asked, StringComparison.Ordinal);    // has one
        Assert.DoesNotContain(person.PhoneNumber[^4..], asked.Replace(challenge, ""), StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"code\"", asked, StringComparison.Ordinal);
        var (_, sent) = await PostAsync(client, "sign-in-code", ("Form.Challenge", challenge), ("Form.SendsSms", "true"));
        Assert.Contains("en route", sent, StringComparison.Ordinal);
        var (_, wrong) = await PostAsync(client, "sign-in-code", ("Form.Challenge", challenge), ("Form.WaitsForSms", "true"), ("Form.Code", "not-it"));
        Assert.Contains("Code reçu par SMS", wrong, StringComparison.Ordinal);
        var (status, _) = await PostAsync(client, "sign-in-code", ("Form.Challenge", challenge), ("Form.WaitsForSms", "true"), ("Form.Code", App.CodeTo(person.PhoneNumber)));

        Assert.Equal(HttpStatusCode.Redirect, status);
    }

    [Fact]
    public async Task The_page_keeps_the_application_first_and_the_message_beside()
    {
        var person = await App.ProtectedAsync(p => p.TotpSecret = "sealed");
        using var client = Client();

        var (_, asked) = await PostAsync(client, "sign-in", ("Form.UserName", person.UserName!), ("Form.Password", SmsApp.Password));   // has a name

        Assert.Contains("Code de votre application", asked, StringComparison.Ordinal);
        Assert.Contains("name=\"Form.SendsSms\"", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_none_is_offered_none()
    {
        var person = await App.PersonAsync(p => p.TotpSecret = "sealed");
        using var client = Client();

        var (_, asked) = await PostAsync(client, "sign-in", ("Form.UserName", person.UserName!), ("Form.Password", SmsApp.Password));   // has a name

        Assert.DoesNotContain("Form.SendsSms", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_is_down_is_said_and_the_recovery_code_stays_offered()
    {
        var person = await App.ProtectedAsync();
        using var client = Client();
        var (_, asked) = await PostAsync(client, "sign-in", ("Form.UserName", person.UserName!), ("Form.Password", SmsApp.Password));   // has a name
        App.Gateway.Answers(401);

        var (_, page) = await PostAsync(client, "sign-in-code", ("Form.Challenge", Challenge().Match(asked).Groups[1].Value), ("Form.SendsSms", "true"));

        Assert.Contains("Aucun SMS ne peut partir", page, StringComparison.Ordinal);
        Assert.Contains("Form.UsesRecoveryCode", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_gateway_no_message_is_offered_and_a_recovery_code_is_asked_for()
    {
        await web.DisposeAsync();
        await BeginAsync(new());
        var person = await App.ProtectedAsync();
        using var client = Client();

        var (_, asked) = await PostAsync(client, "sign-in", ("Form.UserName", person.UserName!), ("Form.Password", SmsApp.Password));   // has a name

        Assert.DoesNotContain("Form.SendsSms", asked, StringComparison.Ordinal);
        Assert.Contains("utilisez un code de secours", asked, StringComparison.Ordinal);
        Assert.Matches("name=\"Form.UsesRecoveryCode\" value=\"true\"", asked);
    }

    [Fact]
    public async Task A_program_signs_in_by_a_code_and_is_told_when_it_may_not()
    {
        var person = await App.ProtectedAsync();
        var without = await App.PersonAsync(p => p.TotpSecret = "sealed");
        using var client = Client();
        var challenge = await LoginAsync(client, person);

        Assert.Equal((HttpStatusCode.NoContent, null), await AskAsync(client, challenge));
        using var tokens = await client.PostAsJsonAsync("/api/v1/auth/2fa", new { challenge, code = App.CodeTo(person.PhoneNumber) });
        Assert.Equal(HttpStatusCode.OK, tokens.StatusCode);
        Assert.Equal((HttpStatusCode.Conflict, "sms-not-offered"), await AskAsync(client, await LoginAsync(client, without)));
        Assert.Equal((HttpStatusCode.Unauthorized, "challenge-expired"), await AskAsync(client, "forged"));
        var next = await LoginAsync(client, person);
        foreach (var _ in Enumerable.Range(0, 3)) Assert.Equal(HttpStatusCode.NoContent, (await AskAsync(client, next)).Status);
        Assert.Equal((HttpStatusCode.TooManyRequests, "sms-too-many-here"), await AskAsync(client, next));
        App.Gateway.Answers(401);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "sms-unavailable"), await AskAsync(client, await LoginAsync(client, person)));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"Form.Challenge\" value=\"([^\"]+)\"")]
    private static partial Regex Challenge();

    private HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = new(web.Urls.Single()), DefaultRequestHeaders = { { "Accept-Language", "fr" } } };

    private static async Task<string> LoginAsync(HttpClient client, User person)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { userName = person.UserName, password = SmsApp.Password });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("challenge").GetString()!;   // asks for the second proof
    }

    private static async Task<(HttpStatusCode Status, string? Code)> AskAsync(HttpClient client, string challenge)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/auth/2fa/sms", new { challenge });
        return (answer.StatusCode, answer.IsSuccessStatusCode ? null : (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(HttpClient client, string handler, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await client.GetStringAsync("/sign-in")).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("_handler", handler), new("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        using var answer = await client.PostAsync("/sign-in", form);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }
}
