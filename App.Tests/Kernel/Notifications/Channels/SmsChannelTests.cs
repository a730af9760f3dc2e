using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Delivering;
using OpsFlux.Tests.Kernel.Sms;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Channels;

/// <summary>Urgent news, and no other, reaches a confirmed number.</summary>
public sealed class SmsChannelTests(SmsApp app) : AppTests<SmsApp>(app)
{
    [Fact]
    public async Task Urgent_news_leaves_at_once_in_a_line_and_other_news_does_not()
    {
        var reader = await ReaderAsync(confirmed: true);

        await TellAsync(reader, priority: 2);
        await TellAsync(reader, priority: 3);
        await DrainAsync();

        Assert.Equal(1, App.SentTo(reader.PhoneNumber));
        Assert.Contains("[OpsFlux URGENT] TIC-1 vous est affecté : Titre", App.Gateway.Requests.Last(r => r.Body.Contains(reader.PhoneNumber!, StringComparison.Ordinal)).Body, StringComparison.Ordinal);    // has one
        Assert.Equal(["Sent"], await StatesAsync(reader));
    }

    [Fact]
    public async Task Without_a_confirmed_number_the_log_says_so()
    {
        var reader = await ReaderAsync(confirmed: false);

        await TellAsync(reader, priority: 3);
        await DrainAsync();

        Assert.Equal(0, App.SentTo(reader.PhoneNumber));
        Assert.Equal(["Skipped NoAddress"], await StatesAsync(reader));
    }

    private Task<User> ReaderAsync(bool confirmed) => App.PersonAsync(person => (person.PhoneNumber, person.PhoneNumberConfirmed) = (SmsApp.NewNumber(), confirmed));

    private Task TellAsync(User reader, int priority) => App.RunAsync((Notifier notifier) => notifier.TellAsync(
        Guid.CreateVersion7(), null, new("nothing", Guid.CreateVersion7()), [reader.Id], new(TestNews.Alert, "Notify.Assigned", "/tickets/1", "TIC-1", "Titre") { Priority = priority }, default));

    private Task<int> DrainAsync() => App.Services.GetRequiredService<LeavingLoop>().DrainAsync(default);

    private async Task<List<string>> StatesAsync(User reader)
    {
        var rows = await App.WithDbAsync(db => db.Set<NotificationDelivery>().Where(d => d.UserId == reader.Id && d.Channel == NotificationChannel.Sms).ToListAsync());
        return [.. rows.Select(r => $"{r.State} {r.Silence}".TrimEnd())];
    }
}
