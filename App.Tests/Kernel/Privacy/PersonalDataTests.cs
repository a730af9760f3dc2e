using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Accounts.References;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Privacy;
using OpsFlux.Kernel.Privacy.Anonymising;
using OpsFlux.Kernel.Privacy.Exporting;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sms.Numbers;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Kernel.Audit;
using OpsFlux.Tests.Kernel.Reports;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Privacy;

public sealed class PersonalDataTests(AuditApp app) : AppTests<AuditApp>(app)
{
    [Fact]
    public void What_somebody_is_or_has_is_held_on_him_in_an_area_of_its_own()
    {
        using var scope = App.Services.CreateScope();
        var (references, texts) = (scope.ServiceProvider.GetRequiredService<ReferenceMove>().All, scope.ServiceProvider.GetRequiredService<TextCatalog>());

        Assert.DoesNotContain(references, r => r.Target == typeof(User) && r.Follows && r.Held is null);
        Assert.DoesNotContain(references, r => r.Target != typeof(User) && r.Held is not null);
        var areas = references.Select(r => r.Held?.Area).OfType<string>().ToList();
        Assert.Equal(areas.Count, areas.Distinct().Count());   // each is a file of the export
        Assert.All(areas, area => Assert.True(texts.Has($"Personal.{area}"), area));
    }

    [Fact]
    public async Task An_export_holds_what_is_held_and_no_secret()
    {
        var person = await App.SaveAsync(Make.User("Élodie Export"));
        person.PasswordHash = "hash";
        await App.WithDbAsync(db => db.Set<User>().Where(u => u.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, "hash-that-nobody-reads")));
        var ticket = await App.SaveAsync(Make.Ticket("Ma demande", requester: person.Id));
        App.User.As(person);

        var zip = await App.RunAsync(async (ExportPerson use) => await ZipAsync((await use.RunAsync(person.Id, default)).Value!));   // one scope, as a request has

        Assert.Contains(ticket.Number, Text(zip, "tickets.requested.json"), StringComparison.Ordinal);
        Assert.Contains("Élodie Export", Text(zip, "profile.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("hash-that-nobody-reads", Text(zip, "profile.json"), StringComparison.Ordinal);
        Assert.Contains("tickets.requested.json", Text(zip, "index.html"), StringComparison.Ordinal);
        Assert.True(await App.WithDbAsync(db => db.Set<AuditEntry>().AnyAsync(e => e.Action == AuditAction.Export && e.SubjectId == person.Id.ToString())));
    }

    [Fact]
    public async Task A_link_that_opens_the_account_is_in_nobody_s_export()
    {
        var person = await App.SaveAsync(Make.User());
        MailMessage Mail(string text, bool isSecret) => new()
        {
            Recipient = "elle@exemple.fr", RecipientId = person.Id, Language = "fr", Subject = "Votre compte", Text = text, Html = text, IsSecret = isSecret,
            MessageId = $"{Guid.CreateVersion7()}@test", CreatedAt = App.Clock.Now, NextAttemptAt = App.Clock.Now,
        };
        await App.SaveAllAsync(Mail("/set-password?token=ouvre-tout", true), Mail("Votre demande avance", false));
        App.User.Grant(UserPermissions.ExportPersonalData, Scope.All);

        var zip = await App.RunAsync(async (ExportPerson use) => await ZipAsync((await use.RunAsync(person.Id, default)).Value!));   // may export

        Assert.DoesNotContain("ouvre-tout", Text(zip, "mails.json"), StringComparison.Ordinal);
        Assert.Contains("Votre demande avance", Text(zip, "mails.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_s_export_takes_the_permission_in_reach()
    {
        var person = await App.SaveAsync(Make.User(structure: (await App.SaveAsync(Make.Structure())).Id));

        Assert.Equal(Refusal.Forbidden, (await ExportAsync(person.Id)).Refusal);
        App.User.Grant(UserPermissions.ExportPersonalData, Scope.Structure);
        Assert.Equal(Refusal.NotFound, (await ExportAsync(person.Id)).Refusal);
        App.User.Grant(UserPermissions.ExportPersonalData, Scope.All);
        Assert.False((await ExportAsync(person.Id)).Failed);
    }

    [Fact]
    public async Task An_anonymised_person_is_named_by_no_record_and_the_log_is_still_proved()
    {
        Anonymises();
        var person = await App.SaveAsync(Make.User("Sophie Delaunay", email: "sophie@exemple.fr"));
        var ticket = Make.Ticket("Demande de Sophie Delaunay", requester: person.Id);
        ticket.Log(new() { Kind = TimelineKind.Comment, Body = "Vu avec Sophie Delaunay, puis avec @" + person.UserName + ". Sophie rappellera.", ActorId = person.Id });
        await App.SaveAsync(ticket);
        await App.SealAllAsync();

        var preview = (await App.RunAsync((AnonymisePerson use) => use.PreviewAsync(person.Id, default))).Value!;
        Assert.Contains(preview.Areas, a => a is { Area: "tickets.requested", Rows: 1, End: WhenAnonymised.Keep });
        Assert.Contains(preview.Mentions, m => m.IsReplaced);
        Assert.Equal("not-the-name", Assert.Single((await AnonymiseAsync(person.Id, "autre")).Refusal!.Fields).Code);
        Assert.Null((await AnonymiseAsync(person.Id, person.UserName!)).Refusal);

        var left = await App.LoadAsync<User>(person.Id);
        Assert.Equal((preview.Pseudonym, null, false), (left.DisplayName, left.Email, left.IsActive));
        Assert.Matches("^Personne [0-9A-F]{4,12}$", left.DisplayName);
        Assert.NotNull(left.AnonymisedAt);
        Assert.Equal($"Demande de {left.DisplayName}", (await App.LoadAsync<Ticket>(ticket.Id)).Title);
        Assert.Equal($"Vu avec {left.DisplayName}, puis avec {left.DisplayName}. Sophie rappellera.", Assert.Single(await App.TimelineAsync(ticket.Id)).Body);
        Assert.Equal(0L, await App.SqlAsync($"select count(*) from kernel.audit_values v join kernel.audit_entries e on e.id = v.entry_id where e.subject = 'user' and e.subject_id = '{person.Id}' and (v.before is not null or v.after is not null)"));
        await App.SealAllAsync();
        Assert.Empty((await App.VerifyAsync()).Findings);
        Assert.Equal(PrivacyRefusals.AlreadyDone, (await App.RunAsync((AnonymisePerson use) => use.PreviewAsync(person.Id, default))).Refusal?.Code);
    }

    [Fact]
    public async Task Notifications_of_others_name_an_anonymised_person_no_more()
    {
        Anonymises();
        var (person, reader) = (await App.SaveAsync(Make.User("Éloïse D'Été-Roux", email: "eloise@exemple.fr")), await App.SaveAsync(Make.User("Lectrice")));
        var markdown = NewsArgument.InLanguages(new KeyValuePair<string, string>("fr", @"**Éloïse D\'Été\-Roux** appelle."), new("en", @"**Éloïse D\'Été\-Roux** calls."));
        var told = new Notification
        {
            UserId = reader.Id, EventId = Guid.CreateVersion7(), Kind = "kernel.template.appel", Module = "kernel", Category = NotificationCategory.Comment, Text = "Template.Sentence", Href = "/notifications", CreatedAt = App.Clock.Now,
            Arguments = ["Éloïse D'Été-Roux", NewsArgument.InLanguages(new KeyValuePair<string, string>("fr", "De Éloïse D'Été-Roux, été"), new("en", "By @" + person.UserName))],
            Body = markdown, Excerpt = "Vu avec Éloïse D'Été-Roux " + new string('x', Notification.LongestExcerpt - 26),
        };
        var other = new Notification { UserId = reader.Id, EventId = Guid.CreateVersion7(), Kind = "k", Module = "kernel", Category = NotificationCategory.Comment, Text = "t", Href = "/", Arguments = ["Éloïsette"], Body = "Éloïse" };
        await App.SaveAllAsync(told, other);

        Assert.Null((await AnonymiseAsync(person.Id, person.UserName!)).Refusal);   // has a name

        var (name, left) = ((await App.LoadAsync<User>(person.Id)).DisplayName, await App.LoadAsync<Notification>(told.Id));
        Assert.Equal([name, NewsArgument.InLanguages(new KeyValuePair<string, string>("fr", $"De {name}, été"), new("en", $"By {name}"))], left.Arguments);
        Assert.Equal(NewsArgument.InLanguages(new KeyValuePair<string, string>("fr", $"**{name}** appelle."), new("en", $"**{name}** calls.")), left.Body);
        Assert.StartsWith($"Vu avec {name} x", left.Excerpt, StringComparison.Ordinal);
        Assert.Equal((other.Arguments[0], other.Body), ((await App.LoadAsync<Notification>(other.Id)).Arguments[0], (await App.LoadAsync<Notification>(other.Id)).Body));
    }

    [Fact]
    public async Task Neither_oneself_nor_the_last_administrator_is_anonymised()
    {
        var person = await App.SaveAsync(Make.User("Ada Seule"));
        Assert.Equal(Refusal.Forbidden, (await AnonymiseAsync(person.Id, person.UserName!)).Refusal);
        App.User.Grant(UserPermissions.Anonymise, Scope.All);
        Assert.Equal(Refusal.Forbidden, (await AnonymiseAsync(person.Id, person.UserName!)).Refusal);   // values of the log as well
        Anonymises();
        var role = await App.WithDbAsync(db => db.Set<Role>().Where(r => r.Code == BuiltInRoles.Administrator).Select(r => r.Id).SingleAsync());
        await App.SaveAsync(new RoleAssignment { RoleId = role, UserId = person.Id });

        var (leaving, resting) = (await App.SaveAsync(Make.User("Léa Part")), await App.SaveAsync(Make.User("Guy Repose")));
        var group = Make.Group("Hors service");
        group.IsActive = false;
        await App.SaveAsync(group);
        await App.SaveAllAsync(
            new RoleAssignment { RoleId = role, UserId = leaving.Id, ValidTo = App.Clock.Now.AddDays(1) },
            new RoleAssignment { RoleId = role, GroupId = group.Id }, Make.Member(group, resting));   // neither remains

        Assert.Equal(PrivacyRefusals.LastAdministrator, (await AnonymiseAsync(person.Id, person.UserName!)).Refusal?.Code);
        Assert.Equal(PrivacyRefusals.NotYourself, (await AnonymiseAsync(World.Alice, "alice.martin.atelier")).Refusal?.Code);
        App.User.Grant(UserPermissions.Anonymise, Scope.Structure, Guid.CreateVersion7());
        Assert.Equal(Refusal.NotFound, (await AnonymiseAsync(person.Id, person.UserName!)).Refusal);
    }

    [Fact]
    public async Task The_database_erases_nothing_that_no_entry_records()
    {
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => App.SqlAsync($"select kernel.forget_timeline('{Guid.CreateVersion7()}', 'ticket', array[]::uuid[])"));

        Assert.Equal("55000", refused.SqlState);
    }

    private void Anonymises() => App.User.Grant(UserPermissions.Anonymise, Scope.All).Grant(AuditPermissions.Erase, Scope.All);

    [Fact]
    public async Task A_telephone_its_codes_and_what_it_protected_end_with_the_name()
    {
        var person = Make.User("Paul Portable");
        (person.PhoneNumber, person.PhoneNumberConfirmed, person.SmsFactorAt) = ("+33612345678", true, App.Clock.Now);
        await App.SaveAsync(person);
        await App.SaveAsync(new SmsCode { UserId = person.Id, Phone = "+33612345678", Hash = new byte[32], SentAt = App.Clock.Now, ExpiresAt = App.Clock.Now });
        App.User.As(person);
        var zip = await App.RunAsync(async (ExportPerson use) => await ZipAsync((await use.RunAsync(person.Id, default)).Value!));   // one's own
        App.User.As(World.Alice);
        Anonymises();

        Assert.Null((await AnonymiseAsync(person.Id, person.UserName!)).Refusal);   // has a name

        Assert.Contains("33612345678", Text(zip, "profile.json"), StringComparison.Ordinal);
        Assert.Contains("33612345678", Text(zip, "sms.codes.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("Hash", Text(zip, "sms.codes.json"), StringComparison.OrdinalIgnoreCase);
        Assert.True(await App.LoadAsync<User>(person.Id) is { PhoneNumber: null, PhoneNumberConfirmed: false, SmsFactorAt: null });
        Assert.Equal(0, await App.WithDbAsync(db => db.Set<SmsCode>().CountAsync(c => c.UserId == person.Id)));
    }

    private Task<Result> AnonymiseAsync(Guid person, string name) =>
        App.RunAsync((AnonymisePerson use) => use.RunAsync(new() { PersonId = person, UserName = name, Reason = "Demande de la personne" }, default));

    private Task<Result<PersonExport>> ExportAsync(Guid person) => App.RunAsync((ExportPerson use) => use.RunAsync(person, default));

    private static async Task<ZipArchive> ZipAsync(PersonExport export)
    {
        var memory = new MemoryStream();
        await export.WriteAsync(new AsyncOnlyStream(memory), default);   // as a response takes it
        memory.Position = 0;
        return new(memory, ZipArchiveMode.Read);
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());   // a missing one fails the test
        return reader.ReadToEnd();
    }
}
