using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.Sessions;
using OpsFlux.Kernel.Notifications.Push;
using OpsFlux.Kernel.Notifications.Push.Devices;
using OpsFlux.Kernel.Notifications.Push.Sending;
using OpsFlux.Kernel.Results;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Push;

/// <summary>From a subscription to what arrives at a push service, and what its answers lead to.</summary>
public sealed class PushSenderTests : AppTests<PushApp>, IDisposable
{
    private readonly ReceivingBrowser browser = new();

    public PushSenderTests(PushApp app) : base(app) => app.Calm();

    public void Dispose() => browser.Dispose();

    [Fact]
    public async Task A_message_arrives_signed_and_only_its_browser_reads_it()
    {
        await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);

        var outcome = await App.SendAsync(device, new("Imprimante en panne", "à l’étage", "/tickets/TIC-1", "t"), topic: "ticket 1");

        Assert.Equal(PushResult.Accepted, outcome.Result);
        var message = Assert.Single(App.Messages);
        Assert.Equal(new Uri(device.Endpoint).AbsolutePath, message.Path);
        Assert.Equal(("aes128gcm", "3600", "high"), (message.Headers.ContentEncoding.ToString(), message.Headers["TTL"].ToString(), message.Headers["Urgency"].ToString()));
        Assert.Matches("^[A-Za-z0-9_-]{32}$", message.Headers["Topic"].ToString());
        Assert.Equal("Imprimante en panne", JsonDocument.Parse(browser.Read(message.Body)).RootElement.GetProperty("title").GetString());
        Assert.Equal(App.Clock.Now, (await App.FindAsync(device.Endpoint))?.LastSuccessAt);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task What_the_service_no_longer_knows_is_removed(int status)
    {
        await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);
        App.Status = status;

        Assert.Equal(PushResult.Gone, (await App.SendAsync(device)).Result);
        Assert.Null(await App.FindAsync(device.Endpoint));
    }

    [Theory]
    [InlineData(429, "120", PushResult.PutOff, 120)]
    [InlineData(503, "999999999", PushResult.PutOff, 86_400)]
    [InlineData(500, null, PushResult.PutOff, null)]
    [InlineData(413, null, PushResult.Refused, null)]
    [InlineData(400, null, PushResult.Refused, null)]
    [InlineData(403, null, PushResult.Refused, null)]
    [InlineData(307, null, PushResult.Refused, null)]
    public async Task Other_answers_are_told_apart_and_counted(int status, string? retryAfter, PushResult expected, int? seconds)
    {
        await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);
        (App.Status, App.RetryAfter) = (status, retryAfter);

        var outcome = await App.SendAsync(device);

        Assert.Equal((expected, seconds), (outcome.Result, (int?)outcome.RetryAfter?.TotalSeconds));
        Assert.Equal(1, (await App.FindAsync(device.Endpoint))?.Failures);
        (App.Status, App.RetryAfter) = (201, null);
        await App.SendAsync(device);
        Assert.Equal(0, (await App.FindAsync(device.Endpoint))?.Failures);
    }

    [Fact]
    public async Task A_service_that_hangs_up_puts_it_off()
    {
        await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);
        App.HangsUp = true;

        Assert.Equal(PushResult.PutOff, (await App.SendAsync(device)).Result);
    }

    [Fact]
    public async Task Ending_a_session_in_any_way_ends_its_device_and_no_other()
    {
        using var elsewhere = new ReceivingBrowser();
        var person = await App.SaveAsync(Make.User());
        var ended = await App.SignedInAsync(person);
        var device = await App.SwitchOnAsync(browser);
        await App.SignedInAsync(person);
        var kept = await App.SwitchOnAsync(elsewhere);

        await App.RunAsync((EndSessions end) => end.OneAsync(ended.Id, default));

        Assert.Null(await App.FindAsync(device.Endpoint));
        Assert.Equal(PushResult.Gone, (await App.SendAsync(device)).Result);
        Assert.Equal(PushResult.Accepted, (await App.SendAsync(kept)).Result);
        await App.RunAsync((EndSessions end) => end.MineAsync(keepThis: false, default));
        Assert.Equal(PushResult.Gone, (await App.SendAsync(kept)).Result);
        Assert.Single(App.Messages);
    }

    [Fact]
    public async Task Nothing_reaches_whoever_is_deactivated()
    {
        var session = await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);
        await App.WithDbAsync(async db =>
        {
            (await db.Set<User>().SingleAsync(u => u.Id == session.UserId)).IsActive = false;
            return await db.SaveChangesAsync();
        });

        Assert.Null(await App.FindAsync(device.Endpoint));
        Assert.Equal(PushResult.Gone, (await App.SendAsync(device)).Result);
        Assert.Empty(App.Messages);
    }

    /// <summary>The row of an account that was closed behind our back, such as by a restored backup.</summary>
    [Fact]
    public async Task The_person_is_asked_for_again_at_the_moment_of_sending()
    {
        var session = await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);
        await App.SqlAsync($"update kernel.users set is_active = false where id = '{session.UserId}'");

        Assert.Equal(PushResult.Gone, (await App.SendAsync(device)).Result);
        Assert.Null(await App.FindAsync(device.Endpoint));
        Assert.Empty(App.Messages);
    }

    [Fact]
    public async Task A_session_that_ran_out_is_not_pushed_to_until_its_person_is_back_in_that_browser()
    {
        var person = await App.SaveAsync(Make.User());
        var here = await App.SaveAsync(new KnownDevice { UserId = person.Id, KeyHash = Guid.CreateVersion7().ToByteArray().Concat(new byte[16]).ToArray() });
        await App.SignedInAsync(person, here.Id);
        var device = await App.SwitchOnAsync(browser);
        App.Clock.Advance(TimeSpan.FromHours(13));

        Assert.Equal(PushResult.Asleep, (await App.SendAsync(device)).Result);
        await App.SignedInAsync(person);   // in another browser
        Assert.Equal(PushResult.Asleep, (await App.SendAsync(device)).Result);
        Assert.Empty(App.Messages);

        var back = await App.SignedInAsync(person, here.Id);
        Assert.Equal(PushResult.Accepted, (await App.SendAsync(device)).Result);
        Assert.Equal(back.Id, (await App.FindAsync(device.Endpoint))?.SessionId);
    }

    [Fact]
    public async Task A_session_that_owes_a_password_is_not_pushed_to()
    {
        var session = await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);
        await App.SqlAsync($"update kernel.sessions set owes = 'ChangePassword' where id = '{session.Id}'");

        Assert.Equal(PushResult.Asleep, (await App.SendAsync(device)).Result);
        Assert.Empty(App.Messages);
    }

    [Fact]
    public async Task A_test_goes_to_ones_own_device_alone_and_says_what_became_of_it()
    {
        await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);

        Assert.Null(await TryAsync(device));
        Assert.Single(App.Messages);
        App.Status = 503;
        Assert.Equal("push.put-off", (await TryAsync(device))?.Code);
        App.Status = 410;
        Assert.Equal("push.gone", (await TryAsync(device))?.Code);
        Assert.Equal(Refusal.NotFound, await TryAsync(device));
    }

    [Fact]
    public async Task Five_tests_leave_in_ten_minutes_even_at_the_same_moment()
    {
        await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TryAsync(device)));

        Assert.Equal((5, 3), (answers.Count(a => a is null), answers.Count(a => a?.Code == "tests-too-many")));
        Assert.Equal(5, App.Messages.Count);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Nobody_tries_anothers()
    {
        await App.SignedInAsync();
        var device = await App.SwitchOnAsync(browser);
        await App.SignedInAsync();

        Assert.Equal(Refusal.NotFound, await TryAsync(device));
        Assert.Empty(App.Messages);
    }

    private async Task<Refusal?> TryAsync(PushSubscription device) => (await App.RunAsync((TryPush use) => use.RunAsync(device.Id, default))).Refusal;
}
