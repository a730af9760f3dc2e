using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Settings;
using OpsFlux.Shared.Kernel;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files.Uploads;

public sealed class UploadTests(FilesWeb app) : AppTests<FilesWeb>(app)
{
    [Fact]
    public async Task A_file_is_kept_with_its_hash_told_in_the_timeline_and_audited()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        using var client = await App.ClientAsync(person);

        var sent = await client.UploadAsync(ticket.Id, "relevé.csv", Samples.Text("a;b\n1;2"));

        Assert.Equal(201, sent.Status);
        var file = Assert.Single(await App.AttachmentsAsync(ticket.Id));
        Assert.Equal(
            ("relevé.csv", 7, "text/csv", AttachmentState.Clean, person.Id, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Samples.Text("a;b\n1;2")))),
            (file.Name, file.Size, file.ContentType, file.State, file.UploadedBy, file.Sha256));
        Assert.Contains(await App.TimelineAsync(ticket.Id), line => line.Kind == TimelineKind.Attached && line.NewValue == "relevé.csv");
        Assert.True(await App.WithDbAsync(db => db.Set<AuditEntry>().AnyAsync(a => a.Subject == "attachment" && a.SubjectId == file.Id.ToString() && a.Action == AuditAction.Create)));
        Assert.Equal(ticket.Version, (await App.LoadAsync<OpsFlux.Modules.Tickets.Domain.Ticket>(ticket.Id)).Version);   // nobody's edit conflicts with it
    }

    [Fact]
    public async Task Several_files_are_kept_all_or_none()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        using var client = await App.ClientAsync(person);
        var before = App.FilesOnDisk();

        var refused = await client.UploadToAsync($"/files/ticket/{ticket.Id}", false, ("a.txt", Samples.Text()), ("b.exe", Samples.Exe));
        Assert.Equal((415, FileRefusals.Executable), (refused.Status, refused.Code));
        Assert.Empty(await App.AttachmentsAsync(ticket.Id));
        Assert.Equal(before, App.FilesOnDisk());

        await client.UploadToAsync($"/files/ticket/{ticket.Id}", false, ("a.txt", Samples.Text()), ("b.txt", Samples.Text()));
        Assert.Equal(["a.txt", "b.txt"], Sending.NamesOf(await App.AttachmentsAsync(ticket.Id)).Order());   // of one instant: none is before the other
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_may_not_come_in_is_refused_in_words_and_nothing_is_kept(string name, byte[] content, int status, string code, string words)
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        using var client = await App.ClientAsync(person);
        var before = App.FilesOnDisk();

        var sent = await client.UploadAsync(ticket.Id, name, content);

        Assert.Equal((status, code), (sent.Status, sent.Code));
        Assert.Contains(words, sent.Title, StringComparison.Ordinal);
        Assert.Empty(await App.AttachmentsAsync(ticket.Id));
        Assert.Equal(before, App.FilesOnDisk());
    }

    public static TheoryData<string, byte[], int, string, string> Refused => new()
    {
        { "programme.exe", Samples.Exe, 415, FileRefusals.Executable, "« programme.exe » est un programme" },
        { "photo.png", Samples.Exe, 415, FileRefusals.Disguised, "malgré son nom" },
        { "photo.png", Samples.Text(), 415, FileRefusals.Mismatch, "(texte) ne correspond pas" },
        { "menu.bat", Samples.Text("dir"), 415, FileRefusals.Executable, "programme ou un script" },
        { "macro.js", Samples.Text("1"), 415, FileRefusals.Executable, "programme ou un script" },
        { "outil.txt", Samples.Text("#!/bin/sh\nrm -rf /"), 415, FileRefusals.Disguised, "malgré son nom" },
        { "photo\u202Egnp.exe", Samples.Exe, 415, FileRefusals.Executable, "« photognp.exe »" },
        { "appli.zip", Samples.Zip(("Main.class", Samples.Text())), 415, FileRefusals.Disguised, "malgré son nom" },
        { "rapport.docx", Samples.Docx("word/vbaProject.bin"), 415, FileRefusals.Mismatch, "document Office avec macros" },
        { "page.html", Samples.Text("<html><script>alert(1)</script>"), 415, FileRefusals.NotAllowed, ".html" },
        { "dessin.svg", Samples.Text("<svg><script>alert(1)</script></svg>"), 415, FileRefusals.NotAllowed, ".svg" },
        { "note.txt", Samples.Text("<!doctype html><script>alert(1)</script>"), 415, FileRefusals.Mismatch, "page web" },
        { "archive.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 0], 415, FileRefusals.NotAllowed, ".7z" },
        { "inconnu.dat", [1, 2, 3, 4, 5, 6], 415, FileRefusals.Unrecognised, "n’est pas reconnu" },
        { "vide.txt", [], 422, FileRefusals.Empty, "est vide" },
        { "bombe.zip", Samples.ZipBomb(), 422, FileRefusals.ZipBomb, "démesurée" },
        { "bombe.zip", Samples.LyingZipBomb(), 422, FileRefusals.ZipBomb, "démesurée" },
        { "poupées.zip", Samples.Zip(("dedans.zip", Samples.Zip())), 422, FileRefusals.NestedArchive, "dedans.zip" },
        { "coupé.zip", Samples.Zip(("a.txt", Samples.Text()))[..^30], 422, FileRefusals.BrokenArchive, "abîmé" },
        { "immense.png", Samples.Png(60_000, 60_000), 422, FileRefusals.TooManyPixels, "trop de points" },
    };

    [Theory]
    [InlineData("../../../etc/passwd.txt", "passwd.txt")]
    [InlineData("..\\..\\boot.txt", "boot.txt")]
    [InlineData("facture\u202Etxt.pdf.txt", "facturetxt.pdf.txt")]
    [InlineData("sans extension", "sans extension.txt")]
    public async Task A_name_is_made_safe_and_never_becomes_a_path(string given, string shown)
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        using var client = await App.ClientAsync(person);

        await client.UploadAsync(ticket.Id, given, Samples.Text());

        Assert.Equal(shown, Assert.Single(await App.AttachmentsAsync(ticket.Id)).Name);
        Assert.All(App.FilesOnDisk(), path => Assert.True(Guid.TryParseExact(Path.GetFileName(path), "N", out _), path));
    }

    [Fact]
    public async Task What_an_organisation_allows_comes_in()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        using var client = await App.ClientAsync(person);
        App.Options.Allowed = "html, .svg";
        try
        {
            Assert.Equal(201, (await client.UploadAsync(ticket.Id, "page.html", Samples.Text("<html></html>"))).Status);
            Assert.Equal(201, (await client.UploadAsync(ticket.Id, "dessin.svg", Samples.Text("<svg/>"))).Status);
            Assert.Equal(FileRefusals.NotAllowed, (await client.UploadAsync(ticket.Id, "note.txt", Samples.Text())).Code);
        }
        finally
        {
            App.Options.Allowed = FilesOptions.UsuallyAllowed;
        }
    }

    [Fact]
    public async Task Without_our_own_token_nothing_is_read()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        using var client = await App.ClientAsync(person);
        client.DefaultRequestHeaders.Remove(FilesWeb.TokenHeader);

        var sent = await client.UploadAsync(ticket.Id, "a.txt", Samples.Text());

        Assert.Equal((400, FileRefusals.Forged), (sent.Status, sent.Code));
        Assert.Empty(await App.AttachmentsAsync(ticket.Id));
    }

    [Fact]
    public async Task Whoever_may_not_know_of_the_record_is_told_that_there_is_none()
    {
        var other = await App.SaveAsync(Make.Structure());
        var stranger = await App.AddPersonAsync(structure: other.Id);
        var ticket = await App.AddTicketAsync();
        using var client = await App.ClientAsync(stranger);

        Assert.Equal(404, (await client.UploadAsync(ticket.Id, "a.txt", Samples.Text())).Status);
        Assert.Equal(404, (await client.UploadAsync(Guid.CreateVersion7(), "a.txt", Samples.Text())).Status);
        Assert.Equal(404, (await client.UploadToAsync($"/files/nothing/{ticket.Id}", false, ("a.txt", Samples.Text()))).Status);
    }

    [Fact]
    public async Task Whoever_may_only_look_is_refused()
    {
        var auditor = await App.AddPersonAsync(BuiltInRoles.Auditor);
        var ticket = await App.AddTicketAsync();
        using var client = await App.ClientAsync(auditor);

        Assert.Equal((403, "forbidden"), ((await client.UploadAsync(ticket.Id, "a.txt", Samples.Text())) is var sent ? sent.Status : 0, sent.Code));
    }

    [Fact]
    public async Task Internal_files_are_for_who_may_see_them()
    {
        var requester = await App.AddPersonAsync(BuiltInRoles.User);
        var technician = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(requester);
        using var his = await App.ClientAsync(requester);
        using var hers = await App.ClientAsync(technician);

        Assert.Equal(403, (await his.UploadAsync(ticket.Id, "a.txt", Samples.Text(), isInternal: true)).Status);
        Assert.Equal(201, (await hers.UploadAsync(ticket.Id, "b.txt", Samples.Text(), isInternal: true)).Status);

        Assert.True(Assert.Single(await App.AttachmentsAsync(ticket.Id)).IsInternal);
        Assert.True(Assert.Single(await App.TimelineAsync(ticket.Id), l => l.Kind == TimelineKind.Attached).IsInternal);
    }

    [Fact]
    public async Task The_size_of_a_file_is_a_setting()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        using var client = await App.ClientAsync(person);
        var content = Samples.Text(new string('x', 1_100_000));
        Assert.Equal(201, (await client.UploadAsync(ticket.Id, "a.txt", content)).Status);

        await using var setting = await ChooseAsync(FileSettings.MaxMegabytes, 1);
        var sent = await client.UploadAsync(ticket.Id, "b.txt", content);

        Assert.Equal((413, FileRefusals.TooLarge), (sent.Status, sent.Code));
        Assert.Contains("1 Mo", sent.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_size_of_one_sending_is_a_setting()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        using var client = await App.ClientAsync(person);
        var content = Samples.Text(new string('x', 700_000));
        await using var one = await ChooseAsync(FileSettings.MaxMegabytes, 1);
        Assert.Equal(201, (await client.UploadToAsync($"/files/ticket/{ticket.Id}", false, ("a.txt", content), ("b.txt", content))).Status);

        await using var all = await ChooseAsync(FileSettings.MaxRequestMegabytes, 1);
        var sent = await client.UploadToAsync($"/files/ticket/{ticket.Id}", false, ("c.txt", content), ("d.txt", content));

        Assert.Equal((413, FileRefusals.RequestTooLarge), (sent.Status, sent.Code));
    }

    [Fact]
    public async Task The_number_of_files_is_a_setting()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        using var client = await App.ClientAsync(person);
        await using var setting = await ChooseAsync(FileSettings.MaxPerRecord, 1);

        Assert.Equal(409, (await client.UploadToAsync($"/files/ticket/{ticket.Id}", false, ("a.txt", Samples.Text()), ("b.txt", Samples.Text()))).Status);
        Assert.Equal(201, (await client.UploadAsync(ticket.Id, "a.txt", Samples.Text())).Status);
        var sent = await client.UploadAsync(ticket.Id, "b.txt", Samples.Text());

        Assert.Equal((409, FileRefusals.TooMany), (sent.Status, sent.Code));
    }

    private async Task<IAsyncDisposable> ChooseAsync(NumberSetting setting, int value)
    {
        var chosen = await App.SaveAsync(new SettingValue { Code = setting.Code, StructureId = World.Structure, Value = value.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        return new Undo(() => App.WithDbAsync(db => db.Set<SettingValue>().Where(v => v.Id == chosen.Id).ExecuteDeleteAsync()));
    }

    private sealed class Undo(Func<Task> act) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await act();
    }
}
