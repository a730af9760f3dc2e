using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Sending;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Sending;

/// <summary>A server that cannot be used stops the queue, costs no mail anything, and is found again.</summary>
public sealed class MailPauseTests(MailApp app) : MailTests(app)
{
    [Fact]
    public async Task A_server_that_is_down_stops_the_queue_and_loses_nothing()
    {
        var before = App.Server.Taken.Count;
        var (first, second) = (await QueueAsync("a@x.example"), await QueueAsync("b@x.example"));
        App.Server.Stop();

        await App.SendAsync();

        Assert.Equal(SmtpProblem.Unreachable, (await App.PauseAsync())?.Problem);
        Assert.Equal((MailState.Waiting, 0), ((await LoadAsync(first)).State, (await LoadAsync(first)).Attempts));

        App.Server.Start();
        Assert.Equal(0, await App.SendAsync());    // not before the next trial
        App.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(2, await App.SendAsync());
        Assert.Null(await App.PauseAsync());
        Assert.Equal(MailState.Sent, (await LoadAsync(second)).State);
        Assert.Equal(["a@x.example", "b@x.example"], TakenSince(before).Order());
    }

    [Theory]
    [InlineData("MAIL", "530 5.7.0 authentication required", SmtpProblem.SignIn)]
    [InlineData("MAIL", "554 5.7.1 access denied", SmtpProblem.Sender)]
    [InlineData("RCPT", "554 5.7.1 relay access denied", SmtpProblem.Relay)]
    [InlineData("greeting", "421 down for maintenance", SmtpProblem.NotReady)]
    public async Task What_concerns_us_counts_against_no_mail(string stage, string answer, SmtpProblem problem)
    {
        var mail = await QueueAsync();
        App.Server.Says[stage] = answer;

        foreach (var _ in Enumerable.Range(0, 6))
        {
            await App.SendAsync();
            App.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        var pause = await App.PauseAsync();
        Assert.Equal((problem, answer), (pause?.Problem, pause?.Answer));
        var waiting = await LoadAsync(mail);
        Assert.Equal((MailState.Waiting, 0, false), (waiting.State, waiting.Attempts, waiting.MayBeDouble));

        App.Server.Says.Clear();
        await App.SendAsync();
        Assert.Equal(MailState.Sent, (await LoadAsync(mail)).State);
        Assert.Null(await App.PauseAsync());
    }

    [Fact]
    public async Task Trials_grow_rarer_up_to_a_quarter_of_an_hour()
    {
        await QueueAsync();
        App.Server.Says["greeting"] = "421 down";
        await App.SendAsync();
        var gaps = new List<double>();

        foreach (var _ in Enumerable.Range(0, 8))
        {
            var due = (await App.PauseAsync())!.NextProbeAt!.Value;    // paused all along
            gaps.Add((due - App.Clock.Now).TotalSeconds);
            App.Clock.Now = due;
            await App.SendAsync();
        }

        Assert.Equal([30, 60, 120, 240, 480, 900, 900, 900], gaps);
    }

    [Fact]
    public async Task Those_who_can_mend_it_are_told_once_and_in_the_application_alone()
    {
        var (administrator, reader, gone) = (Make.User(email: "admin@x.example"), Make.User(email: "reader@x.example"), Make.User(isActive: false));
        await App.SaveAllAsync(administrator, reader, gone, Granting(administrator, MailPermissions.Manage), Granting(reader, MailPermissions.View), Granting(gone, MailPermissions.Manage));
        await QueueAsync();
        App.Server.Says["greeting"] = "421 down";

        foreach (var _ in Enumerable.Range(0, 3))
        {
            await App.SendAsync();
            App.Clock.Advance(TimeSpan.FromHours(1));
        }

        var told = Assert.Single(await ToldAsync(administrator, reader, gone));
        Assert.Equal((administrator.Id, NotificationCategory.Alert, "/admin/mail"), (told.UserId, told.Category, told.Href));
        Assert.Single(await App.MailsAsync());
    }

    [Fact]
    public async Task The_next_pause_is_told_again()
    {
        var administrator = Make.User();
        await App.SaveAllAsync(administrator, Granting(administrator, MailPermissions.Manage));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await QueueAsync();
            App.Server.Says["greeting"] = "421 down";
            await App.SendAsync();
            App.Server.Says.Clear();
            App.Clock.Advance(TimeSpan.FromMinutes(1));
            await App.SendAsync();
        }

        Assert.Equal(2, (await ToldAsync(administrator)).Count);
    }

    [Fact]
    public async Task A_greeting_alone_does_not_end_the_pause()
    {
        var mail = await QueueAsync();
        App.Server.SaysOf["eve@x.example"] = "554 5.7.1 relay access denied";
        await App.SendAsync();
        var since = (await App.PauseAsync())?.PauseId;

        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.SendAsync();    // the trial's check passes, its mail does not

        Assert.Equal(since, (await App.PauseAsync())?.PauseId);
        Assert.Equal(0, (await LoadAsync(mail)).Attempts);
    }

    [Fact]
    public async Task One_instance_tries_for_all()
    {
        await QueueAsync();
        App.Server.Says["greeting"] = "421 down";
        await App.SendAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        var before = App.Server.Sessions;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => App.SendAsync()));

        Assert.Equal(before + 1, App.Server.Sessions);
    }

    private static Grant Granting(User person, string permission) => new() { UserId = person.Id, Permission = permission, Scope = Scope.All };

    private Task<List<Notification>> ToldAsync(params User[] people)
    {
        var ids = people.Select(p => p.Id).ToArray();
        return App.WithDbAsync(db => db.Set<Notification>().Where(n => ids.Contains(n.UserId) && n.RecordKind == MailAlert.RecordKind).ToListAsync());
    }
}
