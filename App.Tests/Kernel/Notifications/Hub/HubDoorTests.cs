using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Api.Keys;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Api;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Hub;

/// <summary>Who comes in to the hub, by what, and until when.</summary>
[Trait("Category", "Access")]
public sealed class HubDoorTests : AppTests<ApiWeb>, IClassFixture<ApiWeb>
{
    private static readonly ConcurrentQueue<string> Logged = new();

    public HubDoorTests(ApiWeb app) : base(app) => app.More ??= builder =>
    {
        builder.Services.AddSingleton<IStartupFilter, SignedInByHeader>();
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddFilter((_, _) => true).AddProvider(new LogCatcher());
    };

    [Fact]
    public async Task Nobody_comes_in_without_a_credential_that_counts()
    {
        var address = await AddressAsync();

        Assert.Equal(401, await HubClient.KnockAsync(address, _ => { }));
        Assert.Equal(401, await HubClient.KnockAsync(address, o => o.SetRequestHeader("Authorization", "Bearer ofa_invented")));
        Assert.Equal(401, await HubClient.KnockAsync(address, _ => { }, "access_token=ofa_invented"));
    }

    [Fact]
    public async Task Who_owes_something_settles_it_first()
    {
        var address = await AddressAsync();
        var tokens = await App.TokensAsync(await App.AddPersonAsync());
        await App.WithDbAsync(db => db.Set<Session>().Where(s => s.UserId == tokens.User.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Owes, SessionDebt.ChangePassword)));

        Assert.Equal(403, await HubClient.KnockAsync(address, o => o.SetRequestHeader("Authorization", $"Bearer {tokens.AccessToken}")));
    }

    [Fact]
    public async Task A_cookie_counts_on_pages_of_ours_alone()
    {
        var (address, person) = (await AddressAsync(), await App.AddPersonAsync());
        var ours = address.GetLeftPart(UriPartial.Authority);
        Action<ClientWebSocketOptions> From(string? origin) => o =>
        {
            o.SetRequestHeader(SignedInByHeader.PersonHeader, person.Id.ToString());
            if (origin is not null) o.SetRequestHeader("Origin", origin);
        };

        foreach (var origin in new[] { "https://evil.example", ours.Replace("http:", "https:", StringComparison.Ordinal), $"{ours}.evil.example", "null", null })
            Assert.Equal(403, await HubClient.KnockAsync(address, From(origin)));
        await using var client = await HubClient.OpenAsync(address, From(ours));
        await client.HearAsync("counters");
    }

    [Fact]
    public async Task A_token_in_the_address_opens_the_hub_alone_and_is_written_nowhere()
    {
        var (address, person) = (await AddressAsync(), await App.AddPersonAsync());
        var token = (await App.TokensAsync(person)).AccessToken;
        await using (var client = await HubClient.OpenAsync(address, _ => { }, $"access_token={token}")) await client.HearAsync("counters");
        var nobody = await App.ClientAsync((string?)null);

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync(new Uri($"/hubs/notifications/negotiate?negotiateVersion=1&access_token={token}", UriKind.Relative), null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await (await App.ClientAsync(token)).PostAsync(new Uri("/hubs/notifications/negotiate?negotiateVersion=1", UriKind.Relative), null)).StatusCode);
        Assert.Contains(Logged, line => line.Contains("/hubs/notifications", StringComparison.Ordinal));
        Assert.DoesNotContain(Logged, line => line.Contains(token, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(new Uri($"/api/v1/notifications?access_token={token}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_key_hears_of_what_it_was_made_for()
    {
        var (address, person) = (await AddressAsync(), await App.AddPersonAsync());
        var key = await App.KeyAsync(person, TicketPermissions.View);
        await using var client = await HubClient.OpenAsync(address, o => o.SetRequestHeader("X-Api-Key", key.Secret));
        await client.HearAsync("counters");

        await TellAsync(person, "Hors de portée", TestNews.Update);
        await TellAsync(person, "Du ticket", new NewsKind("tickets.test.told", NotificationCategory.Update));

        Assert.Equal("Du ticket", (await client.HearAsync("notification")).GetProperty("text").GetString());
        Assert.Equal(1, (await client.HearAsync("counters")).GetProperty("unread").GetInt32());
    }

    [Fact]
    public async Task A_connection_ends_with_the_key_that_opened_it()
    {
        var (address, person) = (await AddressAsync(), await App.AddPersonAsync());
        var key = await App.KeyAsync(person, TicketPermissions.View);
        await using var client = await HubClient.OpenAsync(address, o => o.SetRequestHeader("X-Api-Key", key.Secret));
        await client.HearAsync("counters");

        await using (var owner = await App.SignInAsync(person)) await owner.RunAsync((RevokeKey use) => use.RunAsync(key.Id, default));

        await client.EndAsync();
    }

    [Fact]
    public async Task A_connection_ends_with_its_session()
    {
        var (address, person) = (await AddressAsync(), await App.AddPersonAsync());
        var token = (await App.TokensAsync(person)).AccessToken;
        await using var client = await HubClient.OpenAsync(address, token);
        await client.HearAsync("counters");

        await (await App.ClientAsync(token)).AskAsync("POST", "/auth/logout");

        await client.EndAsync();
        Assert.Equal(401, await HubClient.KnockAsync(address, o => o.SetRequestHeader("Authorization", $"Bearer {token}")));
    }

    [Fact]
    public async Task A_connection_ends_when_its_token_has_expired()
    {
        var (address, person) = (await AddressAsync(), await App.AddPersonAsync());
        await using var client = await HubClient.OpenAsync(address, (await App.TokensAsync(person)).AccessToken);
        await client.HearAsync("counters");

        App.Clock.Advance(TimeSpan.FromMinutes(16));

        await client.EndAsync();
    }

    [Fact]
    public async Task A_connection_ends_with_the_work_of_its_person()
    {
        var (address, person) = (await AddressAsync(), await App.AddPersonAsync());
        var key = await App.KeyAsync(person, TicketPermissions.View);
        await using var byKey = await HubClient.OpenAsync(address, o => o.SetRequestHeader("X-Api-Key", key.Secret));
        await using var bySession = await HubClient.OpenAsync(address, (await App.TokensAsync(person)).AccessToken);
        await byKey.HearAsync("counters");
        await bySession.HearAsync("counters");

        await App.WithDbAsync(async db =>
        {
            (await db.Set<User>().SingleAsync(u => u.Id == person.Id)).IsActive = false;
            return await db.SaveChangesAsync();
        });

        await byKey.EndAsync();
        await bySession.EndAsync();
    }

    private async Task<Uri> AddressAsync()
    {
        await App.ClientAsync((string?)null);    // starts the application
        return App.Address;
    }

    private async Task TellAsync(User person, string text, NewsKind kind)
    {
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        await App.RunAsync((Notifier notifier) => notifier.TellAsync(Guid.CreateVersion7(), null, new("nothing", Guid.CreateVersion7()), [person.Id], new(kind, text, "/"), default));
    }

    /// <summary>Every word of every log, whatever its level.</summary>
    private sealed class LogCatcher : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            Logged.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Logged.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
