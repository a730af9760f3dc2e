using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Sms;
using OpsFlux.Tests.Kernel.Mail.Smtp;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sms;

/// <summary>What becomes of a message, by a gateway that does all that gateways do.</summary>
public sealed class SmsGatewayTests : IAsyncLifetime, IDisposable
{
    private const string Number = "+33612345678", Text = "Votre code est 424242.";

    private readonly GatewayHost host = new();
    private readonly LogBook log = new();
    private readonly FakeClock clock = new();

    public Task InitializeAsync() => host.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_message_leaves_as_the_template_says_with_its_headers()
    {
        var outcome = await SendAsync(Settings());

        Assert.Equal((SmsVerdict.Accepted, 200), (outcome.Verdict, outcome.Status));
        var request = Assert.Single(host.Requests);
        Assert.Equal(("POST", $$"""{"to":"{{Number}}","text":"{{Text}}"}""", SmsApp.Key), (request.Method, request.Body, request.Key));
        Assert.StartsWith("application/json", request.ContentType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_a_form_and_a_get_has_all_in_its_query()
    {
        await SendAsync(Settings() with { Content = SmsContent.Form, Body = "to={to}&text={text}" });
        await SendAsync(Settings() with { Content = SmsContent.Form, Body = "to={to}&text={text}", IsGet = true, Url = new Uri(host.Address, "/send?user=a") });

        var requests = host.Requests.ToList();
        Assert.Equal("to=%2B33612345678&text=Votre%20code%20est%20424242.", requests[0].Body);
        Assert.StartsWith("application/x-www-form-urlencoded", requests[0].ContentType, StringComparison.Ordinal);
        Assert.Equal(("GET", "?user=a&to=%2B33612345678&text=Votre%20code%20est%20424242.", ""), (requests[1].Method, requests[1].Query, requests[1].Body));
    }

    [Theory]
    [InlineData(202, SmsVerdict.Accepted, null)]
    [InlineData(302, SmsVerdict.Unavailable, SmsProblem.Redirect)]
    [InlineData(400, SmsVerdict.Refused, null)]
    [InlineData(401, SmsVerdict.Unavailable, SmsProblem.NotLetIn)]
    [InlineData(403, SmsVerdict.Unavailable, SmsProblem.NotLetIn)]
    [InlineData(422, SmsVerdict.Refused, null)]
    [InlineData(429, SmsVerdict.PutOff, null)]
    [InlineData(500, SmsVerdict.PutOff, null)]
    [InlineData(503, SmsVerdict.PutOff, null)]
    public async Task A_status_is_a_verdict(int status, SmsVerdict verdict, SmsProblem? problem)
    {
        host.Answers(status);

        var outcome = await SendAsync(Settings());

        Assert.Equal((verdict, problem, status), (outcome.Verdict, outcome.Problem, outcome.Status));
        Assert.Single(host.Requests);   // a redirect is not followed
    }

    [Theory]
    [InlineData("120")]
    [InlineData("Fri, 20 Nov 2026 09:02:00 GMT")]
    public async Task How_long_to_wait_is_heard(string header)
    {
        host.Answer = http =>
        {
            (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (429, header);
            return Task.CompletedTask;
        };

        Assert.Equal(TimeSpan.FromMinutes(2), (await SendAsync(Settings())).RetryAfter);
    }

    [Fact]
    public async Task A_gateway_that_hangs_or_drops_puts_off()
    {
        host.Answer = http => Task.Delay(Timeout.Infinite, http.RequestAborted);
        Assert.Equal(SmsVerdict.PutOff, (await SendAsync(Settings() with { Timeout = TimeSpan.FromMilliseconds(300) })).Verdict);

        host.Answer = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        Assert.Equal(SmsVerdict.PutOff, (await SendAsync(Settings())).Verdict);
    }

    [Fact]
    public async Task An_answer_without_an_end_is_read_in_part_and_changes_nothing()
    {
        host.Answer = async http =>
        {
            while (!http.RequestAborted.IsCancellationRequested) await http.Response.WriteAsync(new string('x', 8192), http.RequestAborted);
        };

        var outcome = await SendAsync(Settings());

        Assert.Equal((SmsVerdict.Accepted, 300), (outcome.Verdict, outcome.Answer.Length));
    }

    [Fact]
    public async Task Who_goes_away_cancels()
    {
        using var gone = new CancellationTokenSource();
        host.Answer = http =>
        {
            gone.Cancel();
            return Task.Delay(Timeout.Infinite, http.RequestAborted);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(Settings(), gone.Token));
    }

    [Fact]
    public async Task Nobody_there_or_a_certificate_that_nobody_vouches_for_is_the_configuration_s_fault()
    {
        var nobody = await SendAsync(Settings() with { Url = new("http://127.0.0.1:1/send") });
        using var certificates = new TestCertificates();
        using var certificate = certificates.ServerFor(IPAddress.Loopback);
        await using var secure = new GatewayHost(certificate);
        await secure.StartAsync();

        var distrusted = await SendAsync(Settings() with { Url = new Uri(secure.Address, "/send") });

        Assert.Equal((SmsVerdict.Unavailable, SmsProblem.Unreachable), (nobody.Verdict, nobody.Problem));
        Assert.Equal((SmsVerdict.Unavailable, SmsProblem.Certificate), (distrusted.Verdict, distrusted.Problem));
        Assert.Empty(secure.Requests);
    }

    [Fact]
    public async Task Off_it_sends_nothing()
    {
        Assert.Equal(SmsProblem.Off, (await SendAsync(new SmsSettings())).Problem);
        Assert.Equal(SmsProblem.Off, (await SendAsync(Settings() with { Wrong = ["Sms:Method"] })).Problem);
    }

    [Fact]
    public async Task Neither_number_nor_text_nor_key_is_logged_or_shown_whatever_happens()
    {
        host.Answer = http => http.Response.WriteAsync($"hello {SmsApp.Key}");
        var said = (await SendAsync(Settings())).Answer;
        foreach (var status in new[] { 302, 400, 401, 500 })
        {
            host.Answers(status);
            await SendAsync(Settings() with { Content = SmsContent.Form, Body = "to={to}&text={text}", IsGet = true });
        }

        await SendAsync(Settings() with { Url = new("http://127.0.0.1:1/send") });

        Assert.Equal("hello •••", said);
        Assert.Contains(log.Lines, line => line.Contains("did not take a message", StringComparison.Ordinal));
        foreach (var secret in new[] { "612345678", "424242", SmsApp.Key, "/send" }) Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_quotes_the_request_is_shown_without_what_the_configuration_hides()
    {
        var settings = Settings() with
        {
            Url = new Uri(host.Address, "/send?account=query%20word"),
            Body = """{"login":"body-word","to":"{to}","text":"sign={text}","pin":987654,"lang":"fr"}""",
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer token-word" },
        };
        host.Answer = http => http.Response.WriteAsync("no token-word, query word, query%20word, body-word, 987654 in fr");

        Assert.Equal("no •••, •••, •••, •••, ••• in fr", (await SendAsync(settings)).Answer);
        host.Answer = http => http.Response.WriteAsync("no form-word of Bearer token-word");
        Assert.Equal("no ••• of •••", (await SendAsync(settings with { Content = SmsContent.Form, Body = "key=form-word&to={to}&text={text}" })).Answer);
    }

    [Fact]
    public async Task What_became_of_messages_is_counted()
    {
        var settings = Settings();
        await using var services = Services(settings);
        var gateway = services.GetRequiredService<SmsGateway>();
        foreach (var status in new[] { 200, 200, 400, 500, 401 })
        {
            host.Answers(status);
            await gateway.SendAsync(Number, Text, default);
        }

        var counts = services.GetRequiredService<SmsTally>().Counts;
        Assert.Equal((2, 1, 1, 1), (counts.Accepted, counts.PutOff, counts.Refused, counts.Unavailable));
        Assert.Equal((clock.Now, clock.Now, 401), (counts.LastAcceptedAt, counts.LastFailedAt, counts.LastFailure?.Status));
    }

    private SmsSettings Settings() => new()
    {
        Url = new Uri(host.Address, "/send"),
        Body = """{"to":"{to}","text":"{text}"}""",
        Headers = new Dictionary<string, string> { ["X-Api-Key"] = SmsApp.Key },
    };

    private async Task<SmsOutcome> SendAsync(SmsSettings settings, CancellationToken ct = default)
    {
        await using var services = Services(settings);
        return await services.GetRequiredService<SmsGateway>().SendAsync(Number, Text, ct);
    }

    /// <summary>The application's own client, with its logging as loud as it gets.</summary>
    private ServiceProvider Services(SmsSettings settings)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        var module = new ModuleBuilder();
        module.AddSms();
        foreach (var register in module.ServiceRegistrations) register(services);
        return services.AddSingleton(settings).AddSingleton<TimeProvider>(clock).BuildServiceProvider();
    }
}
