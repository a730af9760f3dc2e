using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Notifications.Preferences;
using OpsFlux.Kernel.Notifications.Templates;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Tests.Kernel.Mail;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Notifications.Templates;

/// <summary>Notifications in the organisation's own words: kept, told, read in each language, and never more than words.</summary>
public sealed class TemplateTests(MailApp app) : MailTests(app)
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static int made;

    [Fact]
    public async Task A_template_is_made_changed_and_deleted_and_each_is_written_down()
    {
        var request = Request();
        var id = await SaveAsync(request);
        var read = await OneAsync(id);
        Assert.Equal((request.Code, request.SubjectFr, 1L), (read.Code, read.SubjectFr, read.Version));

        (request.Id, request.Version, request.SubjectFr) = (id, read.Version, "Autre objet");
        await SaveAsync(request);
        Assert.False((await App.RunAsync((DeleteTemplate use) => use.RunAsync(id, 2, default))).Failed);

        Assert.Equal("not-found", (await App.RunAsync((ListTemplates use) => use.OneAsync(id, default))).Refusal?.Code);
        Assert.Equal(3, await App.WithDbAsync(db => db.Set<AuditEntry>().CountAsync(e => e.SubjectId == id.ToString())));
    }

    [Fact]
    public async Task Who_comes_second_overwrites_nothing()
    {
        var request = Request();
        (request.Id, request.Version) = (await SaveAsync(request), 1);
        await SaveAsync(request);

        Assert.Equal("stale", (await App.RunAsync((SaveTemplate use) => use.RunAsync(request, default))).Refusal?.Code);
        Assert.Equal("stale", (await App.RunAsync((DeleteTemplate use) => use.RunAsync(request.Id.Value, 1, default))).Refusal?.Code);
    }

    [Fact]
    public async Task Two_templates_never_have_one_code()
    {
        var request = Request();
        await SaveAsync(request);

        Assert.Equal([("Code", "name-taken")], await ErrorsAsync(r => r.Code = request.Code));
    }

    [Theory]
    [InlineData("SubjectFr", "template-unknown-field")]
    [InlineData("BodyFr", "template-unknown-field")]
    [InlineData("SubjectEn", "template-unknown-field")]
    [InlineData("BodyEn", "template-unknown-field")]
    [InlineData("Href", "template-unknown-field")]
    public async Task A_field_that_nobody_declares_is_named_beside_where_it_stands_with_those_that_exist(string field, string code)
    {
        Grant();
        var request = Request();
        typeof(SaveTemplateRequest).GetProperty(field)!.SetValue(request, "/tickets/{{nombre}}");   // one of its own

        var refusal = (await App.RunAsync((SaveTemplate use) => use.RunAsync(request, default))).Refusal;

        var error = Assert.Single(refusal!.Fields);   // refused
        Assert.Equal((field, code, "{{nombre}}"), (error.Field, error.Code, error.Arguments[0]));
        Assert.Contains("{{number}}", (string)error.Arguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_told_is_refused_beside_its_field()
    {
        Assert.Equal([("SubjectFr", "template-subject")], await ErrorsAsync(r => (r.SubjectFr, r.BodyFr, r.SubjectEn, r.BodyEn) = (null, null, " ", null)));
        Assert.Equal([("SubjectEn", "template-subject")], await ErrorsAsync(r => r.SubjectEn = null));
        Assert.Equal([("SubjectFr", "template-one-line")], await ErrorsAsync(r => r.SubjectFr = "a\nb"));
        Assert.Equal([("BodyFr", "template-braces")], await ErrorsAsync(r => r.BodyFr = "{{number} x"));
        Assert.Equal([("BodyFr", "template-field-in-code")], await ErrorsAsync(r => r.BodyFr = "Voir `{{number}}`"));
        Assert.Equal([("BodyEn", "template-field-in-code")], await ErrorsAsync(r => r.BodyEn = "https://desk.example/tickets/{{number}}"));
        Assert.Equal([("Code", "template-code")], await ErrorsAsync(r => r.Code = "Machine Arrêtée"));
        Assert.Equal([("BodyFr", "too-long")], await ErrorsAsync(r => r.BodyFr = new string('x', TemplateLimits.BodyMax + 1)));
        Assert.Equal([("Priority", "unknown-value")], await ErrorsAsync(r => r.Priority = 4));
        foreach (var elsewhere in new[] { "https://mal.example", "//mal.example/x", "javascript:alert(1)", "tickets", "/\\mal.example" }) Assert.Equal([("Href", "template-address")], await ErrorsAsync(r => r.Href = elsewhere));
    }

    [Fact]
    public async Task Each_reader_reads_his_language_and_his_time_also_after_the_template_is_gone()
    {
        var (french, english) = (await PersonAsync("fr"), await PersonAsync("en"));
        var id = await SaveAsync(Request());

        Assert.False((await TellAsync(await CodeAsync(id), new() { ["number"] = "TIC-1", ["title"] = "Fuite <b>", ["state"] = new TextKey("TicketState.Waiting"), ["at"] = FakeClock.Start }, french, english)).Failed);
        await App.RunAsync((DeleteTemplate use) => use.RunAsync(id, 1, default));

        var told = await ToldAsync(english);
        Assert.Equal((NotificationCategory.Reminder, NewsReason.Rule, "/tickets/TIC-1"), (told.Category, told.Reason, told.Href));
        using (new InLanguage("fr")) Assert.Equal("TIC-1 attend : Fuite <b>", Sentence(told));
        using (new InLanguage("en")) Assert.Equal("TIC-1 waits: Fuite <b>", Sentence(told));
        using (new InLanguage("fr")) Assert.StartsWith("**En attente** depuis", BodyOf(told), StringComparison.Ordinal);
        using (new InLanguage("en")) Assert.StartsWith("**Waiting** since", BodyOf(told), StringComparison.Ordinal);
        var local = TimeZoneInfo.ConvertTime(FakeClock.Start, Paris);
        using (new InLanguage("fr")) Assert.Contains($"{local:HH:mm}", BodyOf(told), StringComparison.Ordinal);
        App.User.As(french);
        Assert.Equal(1, await App.RunAsync((Inbox inbox) => inbox.UnreadAsync(default)));
    }

    [Fact]
    public async Task The_mail_says_it_in_the_readers_words_formatted_and_with_nothing_of_the_values_as_markup()
    {
        var (french, english) = (await PersonAsync("fr"), await PersonAsync("en"));
        var id = await SaveAsync(Request());

        await TellAsync(await CodeAsync(id), new() { ["number"] = "TIC-1", ["title"] = "<script>x</script>", ["comment"] = "[clic](https://mal.example) **fort**" }, french, english);

        var mails = await App.ToldMailsAsync();
        var (fr, en) = (mails.Single(m => m.RecipientId == french.Id), mails.Single(m => m.RecipientId == english.Id));
        Assert.Equal("[OpsFlux] TIC-1 attend : <script>x</script>", fr.Subject);
        Assert.Equal("[OpsFlux] TIC-1 waits: <script>x</script>", en.Subject);
        Assert.DoesNotContain("<script>", fr.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"https://mal.example", fr.Html, StringComparison.Ordinal);
        Assert.Contains("[clic](https://mal.example) **fort**", fr.Text, StringComparison.Ordinal);
        Assert.Contains("<strong>–</strong>", en.Html, StringComparison.Ordinal);   // what nobody gave a value of
        Assert.Contains("https://desk.exemple.fr/tickets/TIC-1", fr.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_without_words_reads_the_other_one()
    {
        var english = await PersonAsync("en");
        var id = await SaveAsync(Request(r => (r.SubjectEn, r.BodyEn) = (null, null)));

        await TellAsync(await CodeAsync(id), new() { ["number"] = "TIC-1", ["title"] = "Fuite" }, english);

        using (new InLanguage("en")) Assert.Equal("TIC-1 attend : Fuite", Sentence(await ToldAsync(english)));
        var previews = (await App.RunAsync((PreviewTemplate use) => use.RunAsync(Request(r => (r.SubjectEn, r.BodyEn) = (null, null)), default))).Value!;   // allowed above
        Assert.Equal([false, true], previews.Select(p => p.FallsBack));
    }

    [Fact]
    public async Task A_subject_is_cut_before_an_instant_and_never_through_it()
    {
        var reader = await PersonAsync();
        var id = await SaveAsync(Request(r => r.SubjectFr = "{{title}} {{comment}} {{at}}"));
        foreach (var length in new[] { 250, 265, 280, 290, 298 })
        {
            await TellAsync(await CodeAsync(id), new() { ["title"] = new string('x', length), ["comment"] = "y", ["at"] = FakeClock.Start }, reader);
            using (new InLanguage("fr")) Assert.DoesNotContain(Sentence(await ToldAsync(reader)), char.IsControl);
        }
    }

    [Fact]
    public async Task An_address_that_a_value_would_lead_elsewhere_leads_to_the_centre()
    {
        var reader = await PersonAsync();
        var id = await SaveAsync(Request(r => r.Href = "/{{number}}"));

        foreach (var number in new[] { "/mal.example", "..\\x" })
        {
            await TellAsync(await CodeAsync(id), new() { ["number"] = number }, reader);
            Assert.DoesNotContain("//", (await ToldAsync(reader)).Href, StringComparison.Ordinal);
        }

        await TellAsync(await CodeAsync(id), [], reader);
        Assert.Equal("/notifications", (await ToldAsync(reader)).Href);
    }

    [Fact]
    public async Task Nobody_is_told_by_a_template_that_is_off_or_unknown()
    {
        var reader = await PersonAsync();
        var id = await SaveAsync(Request(r => r.IsActive = false));

        Assert.Equal("template-idle", (await TellAsync(await CodeAsync(id), [], reader)).Refusal?.Code);
        Assert.Equal("template-unknown", (await TellAsync("nobody", [], reader)).Refusal?.Code);
        App.User.As(reader);
        Assert.Equal(0, await App.RunAsync((Inbox inbox) => inbox.UnreadAsync(default)));
    }

    [Fact]
    public async Task Preferences_count_for_templates_and_two_of_one_event_are_one_message()
    {
        var reader = await PersonAsync();
        var (first, second) = (await CodeAsync(await SaveAsync(Request())), await CodeAsync(await SaveAsync(Request(r => r.Category = NotificationCategory.Update))));
        var occasion = new Occasion(Guid.CreateVersion7(), null, new("nothing", Guid.CreateVersion7()));

        foreach (var code in new[] { first, second, first }) await App.RunAsync((TemplateNews news) => news.TellAsync(code, new Dictionary<string, object>(), occasion, [reader.Id], default));

        Assert.Equal(NotificationCategory.Reminder, (await ToldAsync(reader)).Category);
        Assert.Single(await App.WithDbAsync(db => db.Set<Notification>().Where(n => n.UserId == reader.Id).ToListAsync()));
    }

    [Fact]
    public async Task A_test_goes_to_oneself_the_usual_way_and_says_when_nothing_comes()
    {
        var me = await PersonAsync();
        var id = await SaveAsync(Request());
        App.User.As(me);

        Assert.False((await App.RunAsync((TestTemplate use) => use.RunAsync(id, default))).Failed);
        using (new InLanguage("fr")) Assert.Equal("TIC-2026-000412 attend : Presse hydraulique 3 arrêtée", Sentence(await ToldAsync(me)));

        var preferences = (await App.RunAsync((SavePreferences use) => use.LoadAsync(default))).Value!.Request;   // the person exists
        preferences.Muted.Add(NotificationCategory.Reminder);
        await App.RunAsync((SavePreferences use) => use.RunAsync(preferences, default));
        Assert.Equal("template-test-silent", (await App.RunAsync((TestTemplate use) => use.RunAsync(id, default))).Refusal?.Code);
    }

    [Fact]
    public async Task Who_lacks_the_permission_reads_and_changes_nothing()
    {
        var id = await SaveAsync(Request());
        App.User.Revoke(TemplatePermissions.Manage).Grant(TemplatePermissions.Manage, Scope.Structure);   // they belong to no structure

        Assert.Equal("forbidden", (await App.RunAsync((ListTemplates use) => use.RunAsync(default))).Refusal?.Code);
        Assert.Equal("forbidden", (await App.RunAsync((ListTemplates use) => use.OneAsync(id, default))).Refusal?.Code);
        Assert.Equal("forbidden", (await App.RunAsync((SaveTemplate use) => use.RunAsync(Request(), default))).Refusal?.Code);
        Assert.Equal("forbidden", (await App.RunAsync((DeleteTemplate use) => use.RunAsync(id, 1, default))).Refusal?.Code);
        Assert.Equal("forbidden", (await App.RunAsync((PreviewTemplate use) => use.RunAsync(Request(), default))).Refusal?.Code);
        Assert.Equal("forbidden", (await App.RunAsync((TestTemplate use) => use.RunAsync(id, default))).Refusal?.Code);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Every_field_says_what_it_is_and_has_an_example(string language)
    {
        using var _ = new InLanguage(language);

        Assert.All(App.Catalog.TemplateFields, f => Assert.True(Texts.Has(f.Text) && Texts.Has(f.Example), f.Name));
        Assert.All(Enum.GetNames<NotificationCategory>(), c => Assert.True(Texts.Has($"NotificationCategory.{c}"), c));
        Assert.All(Enumerable.Range(0, 4), p => Assert.True(Texts.Has($"Templates.Priority.{p}"), $"{p}"));
    }

    private static SaveTemplateRequest Request(Action<SaveTemplateRequest>? change = null)
    {
        var request = new SaveTemplateRequest
        {
            Code = $"controle-{Interlocked.Increment(ref made)}",
            Category = NotificationCategory.Reminder,
            SubjectFr = "{{number}} attend : {{title}}",
            BodyFr = "**{{state}}** depuis {{at}}.\n\n> {{comment}}",
            SubjectEn = "{{number}} waits: {{title}}",
            BodyEn = "**{{state}}** since {{at}}.\n\n> {{comment}}",
            Href = "/tickets/{{number}}",
        };
        change?.Invoke(request);
        return request;
    }

    private void Grant() => App.User.As(World.Alice).Grant(TemplatePermissions.Manage, Scope.All);

    private async Task<Guid> SaveAsync(SaveTemplateRequest request)
    {
        Grant();
        var saved = await App.RunAsync((SaveTemplate use) => use.RunAsync(request, default));
        Assert.Null(saved.Refusal);
        return saved.Value;
    }

    private async Task<(string Field, string Code)[]> ErrorsAsync(Action<SaveTemplateRequest> change)
    {
        Grant();
        return [.. (await App.RunAsync((SaveTemplate use) => use.RunAsync(Request(change), default))).Refusal?.Fields.Select(f => (f.Field, f.Code)) ?? []];
    }

    private async Task<NotificationTemplate> OneAsync(Guid id) => (await App.RunAsync((ListTemplates use) => use.OneAsync(id, default))).Value!.Template!;   // made before

    private async Task<string> CodeAsync(Guid id) => (await App.LoadAsync<NotificationTemplate>(id)).Code;

    private Task<Result> TellAsync(string code, Dictionary<string, object> fields, params User[] people) => App.RunAsync((TemplateNews news) =>
        news.TellAsync(code, fields, new(Guid.CreateVersion7(), null, new RecordRef("nothing", Guid.CreateVersion7())), [.. people.Select(p => p.Id)], default));

    private Task<User> PersonAsync(string language = "fr") => App.SaveAsync(Make.User(language: language, email: $"t{Interlocked.Increment(ref made)}@x.example"));

    private Task<Notification> ToldAsync(User reader) => App.WithDbAsync(db => db.Set<Notification>().Where(n => n.UserId == reader.Id).OrderByDescending(n => n.Id).FirstAsync());

    private TextCatalog Texts => App.Services.GetRequiredService<TextCatalog>();

    private string Sentence(Notification told) => Texts.News(told.Text, told.Arguments, Paris);

    private string BodyOf(Notification told) => Texts.NewsBody(told.Body, Paris) ?? "";
}
