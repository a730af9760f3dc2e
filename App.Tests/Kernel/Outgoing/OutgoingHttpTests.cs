using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Outgoing;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Outgoing;

/// <summary>Requests to addresses that people gave, against a server that may do anything.</summary>
public sealed class OutgoingHttpTests : IClassFixture<PlayedServer>
{
    private readonly PlayedServer server;

    public OutgoingHttpTests(PlayedServer server)
    {
        this.server = server;
        server.Answer = _ => Task.CompletedTask;
    }

    [Fact]
    public async Task An_answer_comes_back_with_its_status_and_words()
    {
        server.Answer = async context =>
        {
            context.Response.StatusCode = 201;
            await context.Response.WriteAsync("bonjour");
        };

        var answer = await AskAsync(server.Address);

        Assert.True(answer.IsSuccess);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("bonjour"u8.ToArray(), answer.Body);
    }

    [Theory]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("https://localhost:{0}/")]
    [InlineData("https://2130706433:{0}/")]
    [InlineData("https://0x7f.1:{0}/")]
    [InlineData("https://[::1]:{0}/")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/")]
    public async Task No_way_of_writing_this_machine_leads_to_it(string address)
    {
        var before = server.Asked;

        var answer = await AskAsync(new(string.Format(null, address, server.Address.Port)), new() { ["Outgoing:AllowPrivate"] = "false" });

        Assert.Equal(OutgoingProblem.RefusedAddress, answer.Problem);
        Assert.Equal(before, server.Asked);
    }

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://somebody:secret@example.org/")]
    public async Task What_is_no_plain_web_address_is_not_asked(string address) =>
        Assert.Equal(OutgoingProblem.RefusedAddress, (await AskAsync(new(address))).Problem);

    [Fact]
    public async Task The_guard_is_closed_unless_the_configuration_says_otherwise_in_so_many_words()
    {
        Assert.False(OutgoingSettings.Read(new ConfigurationBuilder().Build()).AllowPrivate);
        Assert.Equal(OutgoingProblem.RefusedAddress, (await AskAsync(server.Address, new() { ["Outgoing:AllowPrivate"] = "oui" })).Problem);
    }

    [Fact]
    public async Task Redirects_and_cookies_are_not_followed()
    {
        var cookies = new List<string>();
        server.Answer = context =>
        {
            cookies.Add(context.Request.Headers.Cookie.ToString());
            context.Response.Cookies.Append("a", "b");
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        await using var services = Services();

        var first = await AskByAsync(services, server.Address);
        await AskByAsync(services, server.Address);

        Assert.Equal(HttpStatusCode.Redirect, first.Status);
        Assert.Equal(["", ""], cookies);
    }

    [Fact]
    public async Task Of_a_long_answer_the_beginning_is_read()
    {
        server.Answer = async context =>
        {
            var block = new byte[64 * 1024];
            for (var i = 0; i < 64 && !context.RequestAborted.IsCancellationRequested; i++) await context.Response.Body.WriteAsync(block);
        };

        Assert.Equal(OutgoingHttp.LongestAnswer, (await AskAsync(server.Address)).Body.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_does_not_answer_or_stops_in_the_middle_is_left(bool begins)
    {
        server.Answer = async context =>
        {
            if (begins) await context.Response.StartAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };

        Assert.Equal(OutgoingProblem.TooLate, (await AskAsync(server.Address, new() { ["Outgoing:TimeoutSeconds"] = "1" })).Problem);
    }

    [Fact]
    public async Task A_server_nobody_vouches_for_and_one_that_hangs_up_are_no_answer()
    {
        server.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        Assert.Equal(OutgoingProblem.Network, (await AskAsync(server.Address)).Problem);
        Assert.Equal(OutgoingProblem.Network, (await AskAsync(server.Address, new() { ["Outgoing:CaFile"] = null })).Problem);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Fri, 20 Nov 2026 09:05:00 GMT", 300)]
    [InlineData("Fri, 20 Nov 2026 08:00:00 GMT", 0)]
    [InlineData("soon", null)]
    public async Task How_long_to_wait_is_understood_in_both_forms(string header, int? seconds)
    {
        server.Answer = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        };

        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, (await AskAsync(server.Address)).RetryAfter);
    }

    [Fact]
    public async Task A_caller_who_leaves_is_told_so()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await using var services = Services();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => services.GetRequiredService<OutgoingHttp>().SendAsync(new(HttpMethod.Get, server.Address), gone.Token));
    }

    /// <summary>A name that means something public when asked first, and this machine when asked again.</summary>
    [Fact]
    public async Task A_name_is_resolved_once_and_only_what_was_judged_is_connected_to()
    {
        var asked = 0;
        var connection = new OutgoingConnection(allowPrivate: false, (_, _) => Task.FromResult<IPAddress[]>(asked++ == 0 ? [IPAddress.Loopback, IPAddress.Parse("10.0.0.1")] : [IPAddress.Parse("8.8.8.8")]));
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = connection.OpenAsync, UseProxy = false });
        var before = server.Asked;

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"https://rebinding.example:{server.Address.Port}/")));

        Assert.IsType<OutgoingRefusedException>(refused.InnerException);
        Assert.Equal((1, before), (asked, server.Asked));
    }

    [Fact]
    public async Task The_next_address_is_tried_where_one_does_not_answer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var connection = new OutgoingConnection(allowPrivate: true, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]));
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = connection.OpenAsync, UseProxy = false });

        var asking = client.GetAsync(new Uri($"http://two.example:{port}/"));
        using var accepted = await listener.AcceptTcpClientAsync();
        await accepted.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());

        Assert.Equal(HttpStatusCode.NoContent, (await asking).StatusCode);
    }

    private async Task<OutgoingAnswer> AskAsync(Uri address, Dictionary<string, string?>? configuration = null)
    {
        await using var services = Services(configuration);
        return await AskByAsync(services, address);
    }

    private static async Task<OutgoingAnswer> AskByAsync(ServiceProvider services, Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await services.GetRequiredService<OutgoingHttp>().SendAsync(request, default);
    }

    private ServiceProvider Services(Dictionary<string, string?>? configuration = null) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Outgoing:AllowPrivate"] = "true", ["Outgoing:CaFile"] = server.CaFile })
            .AddInMemoryCollection(configuration ?? []).Build())
        .AddSingleton<TimeProvider>(new FakeClock())
        .AddLogging()
        .AddOutgoingHttp()
        .BuildServiceProvider();
}
