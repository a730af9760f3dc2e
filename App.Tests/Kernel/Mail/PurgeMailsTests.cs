using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Purging;
using OpsFlux.Kernel.Settings;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail;

public sealed class PurgeMailsTests(MailApp app) : MailTests(app)
{
    [Fact]
    public async Task What_is_over_and_old_goes_and_what_still_has_to_leave_stays()
    {
        await OverAsync(MailState.Sent, days: 91);
        await OverAsync(MailState.Failed, days: 91);
        var (recent, waiting) = (await OverAsync(MailState.Sent, days: 89), await QueueAsync(due: App.Clock.Now.AddDays(-200)));

        var outcome = await RunAsync();

        Assert.Equal("2", Assert.Single(outcome.Arguments));
        Assert.Equal([recent.Id, waiting.Id], (await App.MailsAsync()).Select(m => m.Id).Order());
        Assert.Equal("0", Assert.Single((await RunAsync()).Arguments));
    }

    [Fact]
    public async Task The_organisation_decides_how_long()
    {
        await OverAsync(MailState.Sent, days: 10);
        await RunAsync();
        Assert.Single(await App.MailsAsync());

        await App.SaveAsync(new SettingValue { Code = PurgeMails.Days.Code, Value = "7" });
        await RunAsync();

        Assert.Empty(await App.MailsAsync());
        await App.WithDbAsync(db => db.Set<SettingValue>().ExecuteDeleteAsync());
    }

    private Task<MailMessage> OverAsync(MailState state, int days) => QueueAsync(state: state, finished: App.Clock.Now.AddDays(-days));

    private Task<OpsFlux.Kernel.Jobs.JobOutcome> RunAsync() => App.RunAsync((PurgeMails job) => job.RunAsync(default));
}
