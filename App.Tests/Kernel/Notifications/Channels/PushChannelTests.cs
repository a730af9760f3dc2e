using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Tests.Kernel.Notifications.Push;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Channels;

/// <summary>What somebody is told reaches the browser that he registered, through the queue of deliveries.</summary>
public sealed class PushChannelTests : AppTests<PushApp>, IDisposable
{
    private readonly ReceivingBrowser browser = new();

    public PushChannelTests(PushApp app) : base(app) => app.Calm();

    public void Dispose() => browser.Dispose();

    [Fact]
    public async Task It_says_the_sentence_in_the_readers_language_and_leads_to_the_record()
    {
        var reader = await RegisteredAsync(await App.SaveAsync(Make.User(language: "en")));

        await TellAsync(reader);
        await DrainAsync();

        var message = Encoding.UTF8.GetString(browser.Read(Assert.Single(App.Messages).Body));
        Assert.Contains("\"title\":\"TIC-1 is assigned to you: Titre\"", message, StringComparison.Ordinal);
        Assert.Contains("\"href\":\"/tickets/1\"", message, StringComparison.Ordinal);
        Assert.Equal("Sent", await StateAsync(reader));
    }

    [Fact]
    public async Task Put_off_it_comes_again_and_is_given_up_in_the_end()
    {
        var reader = await RegisteredAsync();
        App.Status = 503;
        await TellAsync(reader);

        await DrainAsync();
        Assert.Equal("Pending", await StateAsync(reader));
        await DrainAsync();    // not before its time
        Assert.Single(App.Messages);

        foreach (var minutes in new[] { 1, 2, 4 })
        {
            App.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await DrainAsync();
        }

        Assert.Equal((4, "Failed"), (App.Messages.Count, await StateAsync(reader)));
    }

    [Fact]
    public async Task What_a_killed_process_left_on_the_way_is_sent_again_once_its_lease_is_over()
    {
        var reader = await RegisteredAsync();
        await TellAsync(reader);
        await App.WithDbAsync(db => db.Set<NotificationDelivery>().Where(d => d.UserId == reader.Id && d.Channel == NotificationChannel.Push)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, NotificationState.Sending).SetProperty(d => d.Attempts, 1).SetProperty(d => d.DueAt, App.Clock.Now.AddMinutes(2))));

        await DrainAsync();
        Assert.Empty(App.Messages);
        App.Clock.Advance(TimeSpan.FromMinutes(2));
        await DrainAsync();

        Assert.Single(App.Messages);
        Assert.Equal("Sent", await StateAsync(reader));
    }

    [Fact]
    public async Task A_browser_that_the_service_knows_no_more_is_told_nothing_again()
    {
        var reader = await RegisteredAsync();
        App.Status = 410;

        await TellAsync(reader);
        await DrainAsync();
        await TellAsync(reader);
        await DrainAsync();

        Assert.Single(App.Messages);
        Assert.Equal("Skipped DeviceGone", await StateAsync(reader));
    }

    private async Task<User> RegisteredAsync(User? reader = null)
    {
        reader ??= await App.SaveAsync(Make.User());
        await App.SignedInAsync(reader);
        await App.SwitchOnAsync(browser);
        return reader;
    }

    private Task TellAsync(User reader) => App.RunAsync((Notifier notifier) => notifier.TellAsync(
        Guid.CreateVersion7(), null, new("nothing", Guid.CreateVersion7()), [reader.Id], new(TestNews.Update, "Notify.Assigned", "/tickets/1", "TIC-1", "Titre"), default));

    private Task<int> DrainAsync() => App.Services.GetRequiredService<LeavingLoop>().DrainAsync(default);

    private async Task<string> StateAsync(User reader)
    {
        var row = await App.WithDbAsync(db => db.Set<NotificationDelivery>().SingleAsync(d => d.UserId == reader.Id && d.Channel == NotificationChannel.Push));
        return $"{row.State} {row.Silence}".TrimEnd();
    }
}
