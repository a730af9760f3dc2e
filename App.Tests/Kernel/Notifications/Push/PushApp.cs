using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Notifications.Push;
using OpsFlux.Kernel.Notifications.Push.Devices;
using OpsFlux.Kernel.Notifications.Push.Sending;
using OpsFlux.Kernel.Results;
using OpsFlux.Tests.Kernel.Outgoing;
using OpsFlux.Tests.Support;

namespace OpsFlux.Tests.Kernel.Notifications.Push;

/// <summary>What arrived at the push service.</summary>
internal sealed record PushedMessage(string Path, IHeaderDictionary Headers, byte[] Body);

/// <summary>The application and a push service of the test's own, which checks who sends before it answers as it is told to.</summary>
public sealed class PushApp : TestApp, IDisposable
{
    private readonly PlayedServer service = new();

    /// <summary>What the service answers next, and from then on.</summary>
    public int Status { get; set; } = 201;
    public string? RetryAfter { get; set; }
    public bool HangsUp { get; set; }

    internal ConcurrentQueue<PushedMessage> Messages { get; } = [];

    public PushApp() => service.InitializeAsync().GetAwaiter().GetResult();   // its address is configuration

    public override async Task DisposeAsync()
    {
        await service.DisposeAsync();
        await base.DisposeAsync();
    }

    public void Dispose() => service.Dispose();

    public string Endpoint() => new Uri(service.Address, $"/send/{Guid.CreateVersion7():n}").AbsoluteUri;

    /// <summary>As if nothing had happened yet.</summary>
    public void Calm()
    {
        (Status, RetryAfter, HangsUp) = (201, null, false);
        Messages.Clear();
        service.Answer = AnswerAsync;
    }

    /// <summary>Somebody in a browser of his, who is who acts from now on.</summary>
    public async Task<Session> SignedInAsync(User? person = null, Guid? deviceId = null)
    {
        person ??= await SaveAsync(Make.User());
        var session = await SaveAsync(new Session
        {
            UserId = person.Id, Method = SignInMethod.Password, CreatedAt = Clock.Now, LastSeenAt = Clock.Now, ExpiresAt = Clock.Now.AddDays(7), IdleMinutes = 720, DeviceId = deviceId,
            UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        });
        User.As(person).SessionId = session.Id;
        return session;
    }

    public Task<Result> SubscribeAsync(SubscribeToPushRequest request) => RunAsync((SubscribeToPush use) => use.RunAsync(request, default));

    /// <summary>The row of an endpoint, null where there is none.</summary>
    public Task<PushSubscription?> FindAsync(string endpoint) => WithDbAsync(db => db.Set<PushSubscription>().AsNoTracking().SingleOrDefaultAsync(p => p.Endpoint == endpoint));

    /// <summary>Switches the browser on for whoever acts.</summary>
    internal async Task<PushSubscription> SwitchOnAsync(ReceivingBrowser browser, string? endpoint = null)
    {
        endpoint ??= Endpoint();
        Xunit.Assert.Null((await SubscribeAsync(browser.Request(endpoint))).Refusal);
        return (await FindAsync(endpoint))!;   // just made
    }

    public Task<PushOutcome> SendAsync(PushSubscription device, PushPayload? payload = null, string? topic = null) =>
        RunAsync((PushSender sender) => sender.SendAsync(device, payload ?? new("Titre", "Texte", "/"), PushUrgency.High, TimeSpan.FromHours(1), topic, default));

    protected override void Change(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<IConfiguration>(new ConfigurationBuilder().AddEnvironmentVariables()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Outgoing:AllowPrivate"] = "true", ["Outgoing:CaFile"] = service.CaFile, ["Push:Subject"] = "mailto:desk@example.org" }).Build()));

    private async Task AnswerAsync(HttpContext context)
    {
        var claims = ReadVapid.Claims(context.Request.Headers.Authorization.ToString());   // throws, which is a 500
        if (claims.Audience != service.Address.GetLeftPart(UriPartial.Authority)) throw new InvalidOperationException("For another service");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Messages.Enqueue(new(context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary()), body.ToArray()));
        if (HangsUp) context.Abort();
        if (RetryAfter is not null) context.Response.Headers.RetryAfter = RetryAfter;
        context.Response.StatusCode = Status;
    }
}
