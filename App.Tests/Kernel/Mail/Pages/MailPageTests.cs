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

/// <summary>One mail, looked at while it leaves.</summary>
public sealed class MailPageTests(MailApp app) : MailTests(app)
{
    [Fact]
    public async Task Sent_again_it_is_seen_to_leave_without_opening_the_page_anew()
    {
        using var language = new InLanguage("fr");
        App.User.Grant(MailPermissions.View, Scope.All).Grant(MailPermissions.Manage, Scope.All);
        var mail = await QueueAsync("ann@x.example", state: MailState.Failed);
        await using var context = new BunitContext().AddShell(App.User);
        await using var scope = App.Services.CreateAsyncScope();
        context.Services.AddFallbackServiceProvider(scope.ServiceProvider);
        var page = context.Render<MailPage>(p => p.Add(c => c.Id, mail.Id));
        await page.WaitForStateAsync(() => page.FindAll(".crumb .bad").Count == 1, Patience);

        await page.Find(".actions .btn.main").ClickAsync(new MouseEventArgs());
        await page.WaitForStateAsync(() => page.FindAll(".crumb .bad").Count == 0, Patience);
        await App.SendAsync();
        context.Services.GetRequiredService<LiveUpdates>().Publish(new("mails", default), [LiveTopic.Everything("mail")]);

        await page.WaitForStateAsync(() => page.Find(".crumb .st").TextContent.Contains("Envoyé", StringComparison.Ordinal), Patience);
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(20);
}
