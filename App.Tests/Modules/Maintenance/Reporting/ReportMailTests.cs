using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Mail;
using OpsFlux.Modules.Maintenance.Clients;
using OpsFlux.Shared.Maintenance;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Maintenance.Reporting;

/// <summary>To whom a report goes, once, and in which language.</summary>
public sealed class ReportMailTests(ReportingApp app) : AppTests<ReportingApp>(app)
{
    [Fact]
    public async Task Contacts_that_want_reports_get_the_file_once_in_their_language()
    {
        var (structure, client) = await App.ClientAsync("en");
        var account = await App.SaveAsync(Make.User("Nadia Berrada", structure.Id, email: "nadia@atlas.example"));
        await App.SaveAllAsync(
            new ClientContact { ClientId = client.Id, Name = "Nadia Berrada", Email = "Nadia@atlas.example", UserId = account.Id, IsMain = true },
            new ClientContact { ClientId = client.Id, Name = "Guard", Email = "guard@atlas.example" },
            new ClientContact { ClientId = client.Id, Name = "Guard again", Email = "GUARD@atlas.example" },
            new ClientContact { ClientId = client.Id, Name = "Accounts", Email = "accounts@atlas.example", ReceivesReports = false },
            new ClientContact { ClientId = client.Id, Name = "By telephone", Phone = "+212600000000" });
        var work = await App.WorkAtAsync(structure);

        await App.WorkAsync();
        await App.WorkAsync();

        var mails = await App.MailsOfAsync(work.Id);
        Assert.Equal([("guard@atlas.example", "en"), ("nadia@atlas.example", "fr")], mails.Select(m => (m.Recipient, m.Language)));
        var (guard, nadia) = (mails[0], mails[1]);
        var line = (await App.ReportsAsync(work.Id)).Reports[0];
        Assert.Contains(line.Report.Number, guard.Subject, StringComparison.Ordinal);
        Assert.Contains("attached", guard.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/interventions/", guard.Text, StringComparison.Ordinal);   // he has no account to open it with
        Assert.Contains($"https://desk.exemple.fr/interventions/{work.Number}#rating", nadia.Text, StringComparison.Ordinal);
        Assert.All(mails, m => Assert.Equal(($"{line.Report.Number}.pdf", line.Report.AttachmentId), Assert.Single(m.Attachments) is var file ? (file.Name, file.StoredFileId) : default));
        Assert.Equal(["guard@atlas.example", "nadia@atlas.example"], line.Mails.Select(m => m.Address).Order());
        Assert.All(line.Mails, m => Assert.Equal(MailState.Waiting, m.State));
        Assert.Equal("en", line.Report.Language);
    }

    [Fact]
    public async Task The_requester_gets_it_where_he_is_one_of_the_clients_people()
    {
        var (structure, _) = await App.ClientAsync();
        var requester = await App.SaveAsync(Make.User("Omar Tazi", structure.Id, email: "omar@atlas.example"));
        App.User.As(requester);
        var his = await App.WorkAtAsync(structure);
        App.User.As(await App.SaveAsync(Make.User("Yasmine Alaoui", email: "yasmine@norvalys.example")));
        var ours = await App.WorkAtAsync(structure);

        await App.WorkAsync();

        Assert.Equal("omar@atlas.example", Assert.Single(await App.MailsOfAsync(his.Id)).Recipient);
        Assert.Empty(await App.MailsOfAsync(ours.Id));
        Assert.Equal(ReportState.Sent, (await App.ReportsAsync(ours.Id)).Last!.State);
    }

    [Fact]
    public async Task Nobody_of_another_client_is_written_to()
    {
        var (ours, _) = await App.ClientAsync();
        var (_, other) = await App.ClientAsync();
        await App.SaveAsync(new ClientContact { ClientId = other.Id, Name = "Autre", Email = "autre@ailleurs.example" });
        var work = await App.WorkAtAsync(ours);

        await App.WorkAsync();

        Assert.Empty(await App.MailsOfAsync(work.Id));
    }

    [Fact]
    public async Task A_corrected_report_is_mailed_again_and_says_what_it_replaces()
    {
        var (structure, client) = await App.ClientAsync();
        await App.SaveAsync(new ClientContact { ClientId = client.Id, Name = "Accueil", Email = "accueil@atlas.example" });
        var work = await App.WorkAtAsync(structure);
        await App.WorkAsync();
        var first = (await App.ReportsAsync(work.Id)).Last!;

        await App.MakeReportAsync(work.Id, "Numéro de série rectifié");
        await App.WorkAsync();

        var mails = await App.MailsOfAsync(work.Id);
        Assert.Equal(2, mails.Count);
        Assert.Contains(mails, m => m.Subject.Contains("corrigé", StringComparison.Ordinal) && m.Text.Contains(first.Number, StringComparison.Ordinal) && m.Text.Contains("Numéro de série rectifié", StringComparison.Ordinal));
    }
}
