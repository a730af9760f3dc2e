using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Mail;
using OpsFlux.Kernel.Privacy;
using OpsFlux.Kernel.Privacy.Anonymising;
using OpsFlux.Kernel.Privacy.Exporting;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Kernel.Audit;
using OpsFlux.Tests.Kernel.Reports;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Privacy;

public sealed class PersonalDataTests(AuditApp app) : AppTests<AuditApp>(app)
{
    /// <summary>Ids of things and of nobody.</summary>
    private static readonly string[] OfThings =
    [
        "StructureId", "SiteId", "TicketId", "RecordId", "EventId", "EntryId", "StorageKey", "Revision", "LastId", "PauseId", "KeyId", "FromId", "ToId", "SourceId", "TargetId",
        "MergeId", "SessionId", "EmptiedBy", "ParentId", "CategoryId", "GroupId", "FieldId", "RoleId", "TagId", "MergedIntoId", "DeviceId", "DefaultGroupId", "CalendarId", "CurrentId",
        "CalendarVersionId", "PolicyId", "RotaId",
    ];

    [Fact]
    public async Task Every_column_that_names_a_person_is_declared()
    {
        var declared = App.Services.GetServices<PersonalColumn>().Select(c => (c.Entity, c.Property)).Concat(App.Services.GetServices<ImpersonalColumn>().Select(c => (c.Entity, c.Property))).ToHashSet();
        var columns = await App.WithDbAsync(db => Task.FromResult((
            from entity in db.Model.GetEntityTypes()
            from property in entity.GetProperties()
            where Nullable.GetUnderlyingType(property.ClrType) == typeof(Guid) || property.ClrType == typeof(Guid)
            let ofPerson = property.GetContainingForeignKeys().Any(k => k.PrincipalEntityType.ClrType == typeof(User))
            where ofPerson || (property.Name != "Id" && !OfThings.Contains(property.Name))
            select (Entity: entity.ClrType, Property: property.Name)).ToList()));

        Assert.Empty(columns.Except(declared).Select(c => $"{c.Entity.Name}.{c.Property}"));
        Assert.Empty(await App.WithDbAsync(db => Task.FromResult(declared.Where(d => db.Model.FindEntityType(d.Entity)?.FindProperty(d.Property) is null).Select(d => $"{d.Entity.Name}.{d.Property}").ToList())));
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
    public async Task An_anonymised_person_is_nowhere_named_and_the_log_is_still_proved()
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
    public async Task Neither_oneself_nor_the_last_administrator_is_anonymised()
    {
        var person = await App.SaveAsync(Make.User("Ada Seule"));
        Assert.Equal(Refusal.Forbidden, (await AnonymiseAsync(person.Id, person.UserName!)).Refusal);
        App.User.Grant(UserPermissions.Anonymise, Scope.All);
        Assert.Equal(Refusal.Forbidden, (await AnonymiseAsync(person.Id, person.UserName!)).Refusal);   // values of the log as well
        Anonymises();
        var role = await App.WithDbAsync(db => db.Set<Role>().Where(r => r.Code == BuiltInRoles.Administrator).Select(r => r.Id).SingleAsync());
        await App.SaveAsync(new RoleAssignment { RoleId = role, UserId = person.Id });

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
