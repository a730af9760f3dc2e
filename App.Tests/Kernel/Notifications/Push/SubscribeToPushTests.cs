using System.Buffers.Text;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Notifications.Push;
using OpsFlux.Kernel.Notifications.Push.Devices;
using OpsFlux.Kernel.Results;
using OpsFlux.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Push;

public sealed class SubscribeToPushTests : AppTests<PushApp>, IDisposable
{
    private readonly ReceivingBrowser browser = new();

    public SubscribeToPushTests(PushApp app) : base(app) => app.Calm();

    public void Dispose() => browser.Dispose();

    [Fact]
    public async Task A_device_is_listed_with_the_words_of_its_session_and_its_secret_is_sealed()
    {
        var session = await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);

        var listed = Assert.Single(await ListAsync(device.Endpoint));
        Assert.Equal((device.Id, true, session.UserAgent), (listed.Id, listed.IsThis, listed.UserAgent));
        Assert.False(Assert.Single(await ListAsync(null)).IsThis);
        Assert.DoesNotContain(Base64Url.EncodeToString(browser.Auth), device.Auth, StringComparison.Ordinal);
        var logged = await App.WithDbAsync(db => db.Set<AuditValues>().Where(v => db.Set<AuditEntry>().Any(e => e.Id == v.EntryId && e.SubjectId == device.Id.ToString())).ToListAsync());
        Assert.NotEmpty(logged);
        Assert.DoesNotContain(logged, v => System.Text.Json.JsonSerializer.Serialize(v).Contains(new Uri(device.Endpoint).AbsolutePath, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_browser_never_gives_is_refused()
    {
        await App.SignedInAsync();
        var good = browser.Request(App.Endpoint());
        var beside = browser.PublicKey.ToArray();
        beside[^1] ^= 1;

        foreach (var endpoint in new[] { null, "", "push", "http://push.example.org/a", "ftp://push.example.org/a", "https://somebody:secret@push.example.org/a", $"https://push.example.org/{new string('a', 1500)}" })
            Assert.Equal(nameof(good.Endpoint), await WrongAsync(good with { Endpoint = endpoint }));
        foreach (var key in new[] { null, "", "%%%", Base64Url.EncodeToString(beside), Base64Url.EncodeToString(browser.PublicKey.AsSpan(1)) })
            Assert.Equal(nameof(good.P256dh), await WrongAsync(good with { P256dh = key }));
        foreach (var auth in new[] { null, "", "%%%", Base64Url.EncodeToString(browser.Auth.AsSpan(1)), Base64Url.EncodeToString(new byte[17]) })
            Assert.Equal(nameof(good.Auth), await WrongAsync(good with { Auth = auth }));
        Assert.Empty(await ListAsync(null));
    }

    [Fact]
    public async Task Only_an_open_session_of_ones_own_switches_on()
    {
        var session = await App.SignedInAsync();
        await App.SignedInAsync();
        App.User.SessionId = session.Id;
        Assert.Equal("push.no-session", (await App.SubscribeAsync(browser.Request(App.Endpoint()))).Refusal?.Code);
        App.User.SessionId = null;
        Assert.Equal("push.no-session", (await App.SubscribeAsync(browser.Request(App.Endpoint()))).Refusal?.Code);
    }

    [Fact]
    public async Task Switching_on_again_is_one_device_with_the_newest_keys()
    {
        using var renewed = new ReceivingBrowser();
        await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);
        var again = await App.SwitchOnAsync(renewed, device.Endpoint);

        Assert.Equal(device.Id, again.Id);
        Assert.Equal(renewed.PublicKey, again.PublicKey);
        Assert.Single(await ListAsync(null));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task A_browser_goes_over_to_whoever_is_signed_in_now()
    {
        var before = await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);
        var now = await App.SignedInAsync();
        await App.SwitchOnAsync(browser, device.Endpoint);

        Assert.Equal(now.UserId, (await App.FindAsync(device.Endpoint))?.UserId);
        App.User.As(before.UserId);
        Assert.Empty(await ListAsync(null));
        Assert.Equal(OpsFlux.Kernel.Notifications.Push.Sending.PushResult.Gone, (await App.SendAsync(device)).Result);   // what was meant for the one never reaches the other
        Assert.NotNull(await App.FindAsync(device.Endpoint));
    }

    [Fact]
    public async Task Ten_devices_are_the_limit_even_at_once()
    {
        await App.SignedInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, PushSubscription.MostDevices + 3).Select(_ => App.SubscribeAsync(browser.Request(App.Endpoint()))));

        Assert.Equal(3, answers.Count(a => a.Refusal?.Code == "push.too-many"));
        Assert.Equal(PushSubscription.MostDevices, (await ListAsync(null)).Count);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Nobody_sees_or_removes_anothers()
    {
        var owner = await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);
        await App.SignedInAsync();

        Assert.Empty(await ListAsync(device.Endpoint));
        Assert.Equal(Refusal.NotFound, (await RemoveAsync(device.Id)).Refusal);

        App.User.As(owner.UserId);
        Assert.Null((await RemoveAsync(device.Id)).Refusal);
        Assert.Null(await App.FindAsync(device.Endpoint));
        Assert.Equal(Refusal.NotFound, (await RemoveAsync(device.Id)).Refusal);
    }

    private async Task<string?> WrongAsync(SubscribeToPushRequest request) => (await App.SubscribeAsync(request)).Refusal is { Kind: RefusalKind.Invalid } refusal ? refusal.Fields.Single().Field : null;

    private Task<IReadOnlyList<PushDevice>> ListAsync(string? endpoint) => App.RunAsync((ListPushDevices list) => list.RunAsync(endpoint, default));

    private Task<Result> RemoveAsync(Guid id) => App.RunAsync((RemovePushDevice remove) => remove.RunAsync(id, default));
}
