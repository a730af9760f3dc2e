using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Kernel.Mail.UseCases;
using OpsFlux.Kernel.Results;
using OpsFlux.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace OpsFlux.Tests.Kernel.Mail.UseCases;

/// <summary>What an administrator can do about mail.</summary>
public sealed class ManageMailTests : MailTests
{
    public ManageMailTests(MailApp app) : base(app) => app.User.Grant(MailPermissions.View, Scope.All).Grant(MailPermissions.Manage, Scope.All);

    [Fact]
    public async Task A_failed_mail_is_sent_again_with_all_its_attempts()
    {
        App.Server.SaysOf["eve@x.example"] = "550 unknown";
        var mail = await QueueAsync();
        await App.SendAsync();
        App.Server.SaysOf.Clear();

        Assert.Null((await App.RunAsync((RetryMail use) => use.RunAsync(mail.Id, default))).Refusal);

        Assert.Equal((MailState.Waiting, 0), ((await LoadAsync(mail)).State, (await LoadAsync(mail)).Attempts));
        await App.SendAsync();
        Assert.Equal(MailState.Sent, (await LoadAsync(mail)).State);
        Assert.Contains(await AuditAsync(mail), a => a.Detail == "retry" && a.ActorId == World.Alice);
    }

    [Fact]
    public async Task A_waiting_mail_is_cancelled_and_never_leaves()
    {
        var mail = await QueueAsync();

        Assert.Null((await App.RunAsync((CancelMail use) => use.RunAsync(mail.Id, default))).Refusal);

        Assert.Equal(0, await App.SendAsync());
        Assert.Equal((MailState.Cancelled, App.Clock.Now), ((await LoadAsync(mail)).State, (await LoadAsync(mail)).FinishedAt));
        Assert.Contains(await AuditAsync(mail), a => a.Detail == "cancel");
    }

    [Theory]
    [InlineData(MailState.Sent)]
    [InlineData(MailState.Sending)]
    [InlineData(MailState.Cancelled)]
    public async Task What_is_over_or_on_its_way_is_neither_cancelled_nor_sent_again(MailState state)
    {
        var mail = await QueueAsync(state: state);

        Assert.Equal("mail-not-waiting", (await App.RunAsync((CancelMail use) => use.RunAsync(mail.Id, default))).Refusal?.Code);
        Assert.Equal("mail-not-failed", (await App.RunAsync((RetryMail use) => use.RunAsync(mail.Id, default))).Refusal?.Code);

        Assert.Equal(state, (await LoadAsync(mail)).State);
    }

    [Fact]
    public async Task A_mail_that_does_not_exist_is_not_found()
    {
        var nothing = Guid.CreateVersion7();

        Assert.Equal(Refusal.NotFound, (await App.RunAsync((CancelMail use) => use.RunAsync(nothing, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((RetryMail use) => use.RunAsync(nothing, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((GetMail use) => use.RunAsync(nothing, default))).Refusal);
    }

    [Fact]
    public async Task A_test_mail_takes_the_way_of_every_other()
    {
        var me = await App.SaveAsync(Make.User("Ève Dupont", email: "eve.dupont@x.example", language: "en"));
        App.User.As(me);

        var id = (await App.RunAsync((SendTestMail use) => use.RunAsync(default))).Value;
        await App.SendAsync();

        var mail = await App.LoadAsync<MailMessage>(id);
        Assert.Equal((MailState.Sent, MailPriority.Urgent, "[OpsFlux] Mail works"), (mail.State, mail.Priority, mail.Subject));
        Assert.Equal("eve.dupont@x.example", App.Server.Taken[^1].To);
        Assert.Contains(await AuditAsync(mail), a => a.Detail == "test");
    }

    [Fact]
    public async Task Without_an_address_no_test_can_be_sent() =>
        Assert.Equal("mail-no-address", (await App.RunAsync((SendTestMail use) => use.RunAsync(default))).Refusal?.Code);

    [Fact]
    public async Task Trying_the_server_sends_nothing_and_hurries_a_paused_queue()
    {
        var mail = await QueueAsync();
        App.Server.Says["MAIL"] = "553 5.7.1 not yours";
        await App.SendAsync();
        var before = App.Server.Taken.Count;

        var refused = await App.RunAsync((TryMailServer use) => use.RunAsync(default));
        Assert.Equal(("mail-problem-sender", "553 5.7.1 not yours"), (refused.Refusal?.Code, refused.Refusal?.Arguments[0]));

        App.Server.Says.Clear();
        Assert.Null((await App.RunAsync((TryMailServer use) => use.RunAsync(default))).Refusal);
        Assert.Equal(before, App.Server.Taken.Count);
        await App.SendAsync();    // at the same instant: the trial was brought forward
        Assert.Equal(MailState.Sent, (await LoadAsync(mail)).State);
    }

    [Fact]
    public async Task The_status_says_why_nothing_leaves_and_keeps_the_password_to_itself()
    {
        await QueueAsync();
        App.Server.Says["greeting"] = "421 down";
        await App.SendAsync();

        var status = (await App.RunAsync((GetMailStatus use) => use.RunAsync(default))).Value!;    // allowed above

        Assert.Equal((true, SmtpProblem.NotReady, "421 down", 1), (status.IsOn, status.Problem, status.Answer, status.Waiting));
        Assert.Equal(App.Clock.Now, status.PausedSince);
    }

    [Fact]
    public async Task A_mail_shows_the_headers_it_leaves_with()
    {
        var mail = await QueueAsync();

        var details = (await App.RunAsync((GetMail use) => use.RunAsync(mail.Id, default))).Value!;    // allowed above

        Assert.Contains($"Message-ID: {mail.MessageId}", details.Headers, StringComparison.Ordinal);
        Assert.Equal((false, true), (details.CanSendAgain, details.CanCancel));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Who_may_look_may_not_touch()
    {
        App.User.Revoke(MailPermissions.Manage);
        var mail = await QueueAsync();

        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((RetryMail use) => use.RunAsync(mail.Id, default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((CancelMail use) => use.RunAsync(mail.Id, default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((TryMailServer use) => use.RunAsync(default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((SendTestMail use) => use.RunAsync(default))).Refusal);
        var details = (await App.RunAsync((GetMail use) => use.RunAsync(mail.Id, default))).Value!;    // looking is allowed
        Assert.False(details.CanCancel);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]   // mails belong to no structure: those of all of them would be read
    [Trait("Category", "Access")]
    public async Task Without_the_permission_for_the_whole_organisation_nothing_is_shown(bool hasOneStructure)
    {
        App.User.Revoke(MailPermissions.View);
        if (hasOneStructure) App.User.Grant(MailPermissions.View, Scope.Structure);
        var mail = await QueueAsync();

        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((ListMails use) => use.RunAsync(new(), 50, default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((GetMail use) => use.RunAsync(mail.Id, default))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((GetMailStatus use) => use.RunAsync(default))).Refusal);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Every_problem_state_and_priority_has_its_words(string language)
    {
        using var reading = new InLanguage(language);
        var texts = App.Services.GetRequiredService<TextCatalog>();

        Assert.All(Enum.GetValues<SmtpProblem>(), problem => Assert.True(texts.Has($"Refusal.{TryMailServer.CodeOf(problem)}"), $"{problem}"));
        Assert.All(Enum.GetValues<MailState>(), state => Assert.True(texts.Has($"MailState.{state}"), $"{state}"));
        Assert.All(Enum.GetValues<MailPriority>(), priority => Assert.True(texts.Has($"MailPriority.{priority}"), $"{priority}"));
    }

    private Task<List<AuditEntry>> AuditAsync(MailMessage mail) =>
        App.WithDbAsync(db => db.Set<AuditEntry>().Where(a => a.Subject == "mail" && a.SubjectId == mail.Id.ToString()).ToListAsync());
}
