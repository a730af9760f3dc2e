using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Pages;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Templates;
using OpsFlux.Kernel.Records;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Pages;

/// <summary>The pages of notifications over the real use cases.</summary>
public sealed class NotificationPagesTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task The_centre_shows_what_is_new_why_and_what_it_stands_for_and_reading_it_lowers_the_count()
    {
        using var language = new InLanguage("fr");
        var (reader, record) = (await App.SaveAsync(Make.User()), new RecordRef("nothing", Guid.CreateVersion7()));
        await TellAsync(reader, record, TestNews.Alert);
        await TellAsync(reader, record, TestNews.Update);
        await TellAsync(reader, new("nothing", Guid.CreateVersion7()), TestNews.Update, pause: 5);
        App.User.As(reader);
        await using var context = Shell();
        var page = context.Render<NotificationsPage>();
        await page.WaitForStateAsync(() => page.FindAll(".news-line.unread").Count == 2, Patience);

        Assert.Contains("cela vous concerne", page.Find(".note-why").TextContent, StringComparison.Ordinal);
        await page.Find("button.note-more").ClickAsync(new MouseEventArgs());
        Assert.Single(page.FindAll(".note-folded li"));

        await page.Find(".news-line.unread .note-mark").ClickAsync(new MouseEventArgs());
        await page.WaitForStateAsync(() => page.FindAll(".news-line.unread").Count == 1, Patience);
        await page.Find(".news-line.unread .note-link").MouseUpAsync(new MouseEventArgs { Button = 1 });
        Assert.Equal(0, await App.RunAsync((Inbox inbox) => inbox.UnreadAsync(default)));
    }

    [Fact]
    public async Task What_the_address_asks_for_is_shown_and_nothing_else()
    {
        using var language = new InLanguage("en");
        var reader = await App.SaveAsync(Make.User());
        foreach (var kind in new[] { TestNews.Update, TestNews.Alert }) await TellAsync(reader, new("nothing", Guid.CreateVersion7()), kind, pause: 5);
        App.User.As(reader);
        await using var context = Shell();
        var nav = context.Services.GetRequiredService<NavigationManager>();
        nav.NavigateTo("/notifications?category=Alert");
        var page = context.Render<NotificationsPage>();
        await page.WaitForStateAsync(() => page.FindAll(".news-line").Count == 1, Patience);

        nav.NavigateTo("/notifications?module=tickets");
        await page.WaitForStateAsync(() => page.FindAll(".empty").Count == 1, Patience);
        Assert.Contains("Nothing matches", page.Markup, StringComparison.Ordinal);

        nav.NavigateTo("/notifications?module=nothing");
        await page.WaitForStateAsync(() => page.FindAll(".tabs [aria-current]").Count == 0, Patience);
        Assert.Equal("Mark all as read", page.Find(".notes-head button").TextContent.Trim());    // not by a name that nobody has
    }

    [Fact]
    public async Task Hearing_of_a_new_one_it_shows_it()
    {
        using var language = new InLanguage("fr");
        var reader = await App.SaveAsync(Make.User());
        App.User.As(reader);
        await using var context = Shell();
        var page = context.Render<NotificationsPage>();
        await page.WaitForStateAsync(() => page.FindAll(".empty").Count == 1, Patience);

        await TellAsync(reader, new("nothing", Guid.CreateVersion7()), TestNews.Update);
        context.Services.GetRequiredService<LiveUpdates>().Publish(new("kernel.notifications", default), [LiveTopic.Notifications(reader.Id)]);

        await page.WaitForStateAsync(() => page.FindAll(".news-line").Count == 1, Patience);
    }

    [Fact]
    public async Task Preferences_are_chosen_saved_and_given_up_again()
    {
        using var language = new InLanguage("fr");
        var reader = await App.SaveAsync(Make.User());
        App.User.As(reader);
        await using var context = Shell();
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/profile/notifications?category=Comment");
        var page = context.Render<PreferencesPage>();
        await page.WaitForStateAsync(() => page.FindAll(".pref-matrix").Count == 1, Patience);
        Assert.Equal("category-Comment", page.Find("tr.sought th").Id);
        Assert.True(page.Find("button[type=submit]").HasAttribute("disabled"));
        Assert.Contains("pas mis en place par votre organisation", page.Markup, StringComparison.Ordinal);    // neither text messages nor devices

        await page.Find("tr.sought .mute input").ChangeAsync(new() { Value = true });
        Assert.False(page.Find("button[type=submit]").HasAttribute("disabled"));
        await page.Find("form").SubmitAsync();
        await page.WaitForStateAsync(() => page.FindAll(".pref-actions .saved").Count == 1, Patience);    // where the reader is, however long the page
        Assert.Contains("Vos choix valent dès maintenant", page.Find(".saved").TextContent, StringComparison.Ordinal);
        Assert.Equal([NotificationCategory.Comment], (await MineAsync()).Request.Muted);

        await page.Find(".pref-actions button[type=button]").ClickAsync(new MouseEventArgs());
        await page.Find("dialog footer .btn.main").ClickAsync(new MouseEventArgs());
        await page.WaitForStateAsync(() => page.Markup.Contains("les réglages de votre organisation", StringComparison.Ordinal), Patience);
        Assert.False((await MineAsync()).IsOwn);
    }

    [Fact]
    public async Task A_choice_made_in_another_window_is_told_and_what_was_chosen_here_stays()
    {
        using var language = new InLanguage("fr");
        App.User.As(await App.SaveAsync(Make.User()));
        await using var context = Shell();
        var page = context.Render<PreferencesPage>();
        await page.WaitForStateAsync(() => page.FindAll(".pref-matrix").Count == 1, Patience);
        var other = (await MineAsync()).Request;
        other.LeastPriority = 2;
        await App.RunAsync((SavePreferences use) => use.RunAsync(other, default));

        await page.Find(".mute input").ChangeAsync(new() { Value = true });
        await page.Find("form").SubmitAsync();
        await page.WaitForStateAsync(() => page.FindAll(".pref-again").Count == 1, Patience);

        Assert.True(page.Find(".mute input").HasAttribute("checked"));
        Assert.Empty((await MineAsync()).Request.Muted);
        await page.Find(".pref-again button").ClickAsync(new MouseEventArgs());
        await page.WaitForStateAsync(() => page.FindAll(".pref-again").Count == 0, Patience);
        Assert.False(page.Find(".mute input").HasAttribute("checked"));
    }

    [Fact]
    public async Task Freeing_what_is_forced_asks_first_and_what_is_forced_by_itself_is_locked()
    {
        using var language = new InLanguage("fr");
        App.User.Grant(NotificationPermissions.ManagePolicy, Scope.All);
        await using var context = Shell();
        var page = context.Render<PolicyPage>();
        await page.WaitForStateAsync(() => page.FindAll("table").Count == 2, Patience);
        Assert.NotEmpty(page.FindAll(".pref-forced"));

        await page.Find("input[aria-label='Toujours envoyer : Mention']").ChangeAsync(new() { Value = true });
        await page.WaitForStateAsync(() => page.Find("input[aria-label='Toujours envoyer : Mention']").HasAttribute("checked"), Patience);
        await page.Find("input[aria-label='Toujours envoyer : Mention']").ChangeAsync(new() { Value = false });
        Assert.Contains("n’arrivera plus à ceux qui ont coupé", page.Find("dialog[aria-labelledby]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("input[aria-label='Toujours envoyer : Mention']").HasAttribute("checked"));    // it was asked, and nothing was answered yet
        await page.Find("dialog footer .btn.main").ClickAsync(new MouseEventArgs());
        await page.WaitForStateAsync(() => !page.Find("input[aria-label='Toujours envoyer : Mention']").HasAttribute("checked"), Patience);
    }

    [Fact]
    public async Task A_default_that_silences_people_asks_first()
    {
        using var language = new InLanguage("fr");
        App.User.Grant(NotificationPermissions.ManagePolicy, Scope.All);
        await using var context = Shell();
        var page = context.Render<DefaultsPage>(p => p.Add(c => c.Role, BuiltInRoles.Client));
        await page.WaitForStateAsync(() => page.FindAll(".pref-matrix").Count == 1, Patience);

        await page.Find(".mute input").ChangeAsync(new() { Value = true });
        await page.Find("form").SubmitAsync();
        Assert.Contains("seront moins prévenues", page.Markup, StringComparison.Ordinal);
        await page.Find("dialog footer .btn.main").ClickAsync(new MouseEventArgs());

        await page.WaitForStateAsync(() => page.Markup.Contains("Cela vaut dès maintenant", StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_role_that_does_not_exist_is_said_in_words()
    {
        using var language = new InLanguage("fr");
        App.User.Grant(NotificationPermissions.ManagePolicy, Scope.All);
        await using var context = Shell();
        var page = context.Render<DefaultsPage>(p => p.Add(c => c.Role, "Nobody"));
        await page.WaitForStateAsync(() => page.FindAll("[role=alert]").Count == 1, Patience);

        Assert.Equal("Par défaut, selon le rôle", page.Find("h1").TextContent);
        Assert.DoesNotContain("Role.Nobody", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_says_in_a_sentence_what_became_of_each()
    {
        using var language = new InLanguage("fr");
        var (reader, record) = (await App.SaveAsync(Make.User("Nadia Réveil")), new RecordRef("nothing", Guid.CreateVersion7()));
        await App.SaveAsync(new ChosenPreferences { UserId = reader.Id, Definition = PreferencesText.Write(NotificationPreferences.Standard with { Muted = [NotificationCategory.Update] }) });
        await TellAsync(reader, record, TestNews.Update);
        App.User.Grant(NotificationPermissions.ViewLog, Scope.All);
        await using var context = Shell();
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/admin/notifications/log?record={record.Id}");
        var page = context.Render<DeliveriesPage>();
        await page.WaitForStateAsync(() => page.FindAll("tbody tr").Count == 1, Patience);

        Assert.Contains("Non envoyé", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("catégorie coupée", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nadia Réveil", page.Find(".told-card").TextContent, StringComparison.Ordinal);
        Assert.Contains("aucun message · non prévenu : 1 (catégorie coupée)", page.Find(".told-card").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_names_a_template_by_its_code_when_it_is_gone_too()
    {
        using var language = new InLanguage("fr");
        var reader = await App.SaveAsync(Make.User());
        await TellAsync(reader, new("nothing", Guid.CreateVersion7()), NotificationTemplate.KindOf("panne-presse", NotificationCategory.Update));
        App.User.Grant(NotificationPermissions.ViewLog, Scope.All);
        await using var context = Shell();
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/admin/notifications/log?person={reader.Id}");
        var page = context.Render<DeliveriesPage>();
        await page.WaitForStateAsync(() => page.FindAll("tbody tr").Count > 0, Patience);

        Assert.Contains("Modèle panne-presse", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("News.kernel", page.Markup, StringComparison.Ordinal);
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(20);

    private BunitContext Shell()
    {
        var context = new BunitContext().AddShell(App.User);
        context.Services.AddFallbackServiceProvider(App.Services.CreateAsyncScope().ServiceProvider);
        return context;
    }

    private async Task<PreferencesForm> MineAsync() => (await App.RunAsync((SavePreferences use) => use.LoadAsync(default))).Value!;

    private async Task TellAsync(User reader, RecordRef record, NewsKind kind, int pause = 0)
    {
        App.Clock.Advance(TimeSpan.FromMinutes(pause));
        await App.RunAsync((Notifier notifier) => notifier.TellAsync(Guid.CreateVersion7(), null, record, [reader.Id], new(kind, "Notify.Started", "/", "TIC-1", "Presse 4", "Nadia Leroy"), default));
    }
}
