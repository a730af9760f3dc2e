using System.Net;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Attachments;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Api;

/// <summary>Outgoing mail over HTTP.</summary>
public sealed class MailResourceTests(ApiWeb app) : AppTests<ApiWeb>(app), IClassFixture<ApiWeb>
{
    [Fact]
    public async Task Mails_are_listed_read_sent_again_and_cancelled()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Administrator));
        var mail = Mail(MailState.Failed);
        mail.Attach("reçu.pdf", "application/pdf", [1, 2, 3]);
        await App.SaveAllAsync(mail, Mail(MailState.Sent));

        var dead = await ApiWeb.JsonAsync(await client.AskAsync("GET", "/mails?view=dead"));
        Assert.Equal(mail.Id, Assert.Single(dead.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Single((await ApiWeb.JsonAsync(await client.AskAsync("GET", "/mails?state=failed,cancelled"))).GetProperty("items").EnumerateArray());
        var read = await ApiWeb.JsonAsync(await client.AskAsync("GET", $"/mails/{mail.Id}"));
        Assert.Equal(("failed", "reçu.pdf"), (read.GetProperty("mail").GetProperty("state").GetString(), read.GetProperty("attachments")[0].GetProperty("name").GetString()));

        var again = await ApiWeb.JsonAsync(await client.AskAsync("POST", $"/mails/{mail.Id}/retry"));
        Assert.Equal("waiting", again.GetProperty("mail").GetProperty("state").GetString());
        var cancelled = await ApiWeb.JsonAsync(await client.AskAsync("POST", $"/mails/{mail.Id}/cancel"));
        Assert.Equal("cancelled", cancelled.GetProperty("mail").GetProperty("state").GetString());
        Assert.Equal("409 mail-not-failed", await client.AskAsync("POST", $"/mails/{mail.Id}/retry").CodeAsync());
        Assert.Equal("409 mail-off", await client.AskAsync("POST", "/mails/test").CodeAsync());
        Assert.False((await ApiWeb.JsonAsync(await client.AskAsync("GET", "/mails/status"))).GetProperty("isOn").GetBoolean());
        Assert.Equal("422 invalid", await client.AskAsync("GET", "/mails?view=lost").CodeAsync());
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Who_does_not_look_after_mail_reads_none()
    {
        var client = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Technician));

        foreach (var path in new[] { "/mails", "/mails/status", $"/mails/{Guid.CreateVersion7()}" })
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await client.AskAsync("GET", path)).StatusCode));
        var auditor = await App.ClientAsync(await App.AddPersonAsync(BuiltInRoles.Auditor));
        Assert.Equal(HttpStatusCode.OK, (await auditor.AskAsync("GET", "/mails")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.AskAsync("POST", "/mails/test")).StatusCode);
    }

    private MailMessage Mail(MailState state)
    {
        var id = Guid.CreateVersion7();
        return new()
        {
            Id = id, Recipient = $"{id:N}@x.example", Language = "fr", Subject = "Courriel", Text = "x", Html = "x", MessageId = $"<{id:N}@exemple.fr>", State = state,
            CreatedAt = App.Clock.Now, NextAttemptAt = App.Clock.Now, FinishedAt = App.Clock.Now,
        };
    }
}
