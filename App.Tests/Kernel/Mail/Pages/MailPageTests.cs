using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Pages;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.Pages;

/// <summary>The queue of mails, and one of them, looked at while they leave.</summary>
public sealed class MailPageTests(MailApp app) : MailTests(app)
{
    [Fact]
    public async Task Sent_again_it_is_seen_to_leave_without_opening_the_page_anew()
    {
        using var language = new InLanguage("fr");
        var mail = await QueueAsync("ann@x.example", state: MailState.Failed);
        await using var context = Shell();
        var page = context.Render<MailPage>(p => p.Add(c => c.Id, mail.Id));
        await page.WaitForStateAsync(() => page.FindAll(".crumb .bad").Count == 1, Patience);

        await page.Find(".actions .btn.main").ClickAsync(new MouseEventArgs());
        await page.WaitForStateAsync(() => page.FindAll(".crumb .bad").Count == 0, Patience);
        await App.SendAsync();
        context.Services.GetRequiredService<LiveUpdates>().Publish(new("mails", default), [LiveTopic.Everything("mail")]);

        await page.WaitForStateAsync(() => page.Find(".crumb .st").TextContent.Contains("Envoyé", StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_trial_of_the_server_that_failed_stays_said_when_the_list_is_read_again()
    {
        using var language = new InLanguage("fr");
        App.Server.Says["MAIL"] = "550 not you";
        await using var context = Shell();
        var page = context.Render<MailsPage>();
        await page.WaitForStateAsync(() => page.FindAll(".head .btn").Count == 2, Patience);

        await page.Find(".head .btn").ClickAsync(new MouseEventArgs());
        await page.WaitForStateAsync(() => page.FindAll("[role=alert]").Count == 1, Patience);
        await QueueAsync("bob@x.example");
        context.Services.GetRequiredService<LiveUpdates>().Publish(new("mails", default), [LiveTopic.Everything("mail")]);

        await page.WaitForStateAsync(() => page.Markup.Contains("bob@x.example", StringComparison.Ordinal), Patience);
        Assert.Contains("550 not you", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(20);

    private BunitContext Shell()
    {
        App.User.Grant(MailPermissions.View, Scope.All).Grant(MailPermissions.Manage, Scope.All);
        var context = new BunitContext().AddShell(App.User);
        context.Services.AddFallbackServiceProvider(App.Services.CreateAsyncScope().ServiceProvider);
        return context;
    }
}
