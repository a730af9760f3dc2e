using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Files.Uploads;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files;

/// <summary>Files chosen in a form before what they belong to is sent.</summary>
public sealed class HeldFilesTests(FilesWeb app) : AppTests<FilesWeb>(app)
{
    private const string Tray = "/files/held?tray=";

    [Fact]
    public async Task Files_go_with_the_ticket_that_is_opened()
    {
        var person = await App.AddPersonAsync(BuiltInRoles.User);
        using var client = await App.ClientAsync(person);
        Assert.Equal(201, (await client.UploadToAsync(Tray + "ticket:new", false, ("photo.png", Samples.Png()))).Status);

        App.User.As(person).Grant(TicketPermissions.Open, Scope.Own);
        var opened = await App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Presse arrêtée", CategoryId = World.Category, Tray = "ticket:new" }, default));

        var file = Assert.Single(await App.AttachmentsAsync(opened.Value!.Id));
        Assert.Equal(("photo.png", null, false), (file.Name, file.Tray, file.IsInternal));
        Assert.Contains(await App.TimelineAsync(opened.Value.Id), l => l.Kind == TimelineKind.Attached && l.NewValue == "photo.png");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_of_a_note_are_internal_and_of_a_comment_are_not(bool isInternal)
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        using var client = await App.ClientAsync(person);
        await client.UploadToAsync($"{Tray}reply:{ticket.Id}", false, ("devis.txt", Samples.Text()));

        App.User.As(person).Grant(TicketPermissions.Comment, Scope.All).Grant(TicketPermissions.Note, Scope.All);
        var done = await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = "Voici", IsInternal = isInternal, Tray = $"reply:{ticket.Id}" }, default));

        Assert.Null(done.Refusal);
        Assert.Equal(isInternal, Assert.Single(await App.AttachmentsAsync(ticket.Id)).IsInternal);
    }

    [Fact]
    public async Task A_comment_without_its_form_takes_no_files_along()
    {
        var person = await App.AddPersonAsync();
        var ticket = await App.AddTicketAsync(person);
        using var client = await App.ClientAsync(person);
        await client.UploadToAsync($"{Tray}reply:{ticket.Id}", false, ("devis.txt", Samples.Text()));

        App.User.As(person).Grant(TicketPermissions.Comment, Scope.All);
        await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = "Sans fichier" }, default));

        Assert.Empty(await App.AttachmentsAsync(ticket.Id));
    }

    [Fact]
    public async Task A_form_that_is_refused_keeps_its_files()
    {
        var person = await App.AddPersonAsync(BuiltInRoles.User);
        using var client = await App.ClientAsync(person);
        await client.UploadToAsync(Tray + "ticket:new", false, ("photo.png", Samples.Png()));

        App.User.As(person).Grant(TicketPermissions.Open, Scope.Own);
        var refused = await App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "?", Tray = "ticket:new" }, default));

        Assert.True(refused.Failed);
        Assert.Single(await HeldAsync("ticket:new"));
    }

    [Fact]
    public async Task Ever_new_forms_do_not_hold_ever_more_files()
    {
        var person = await App.AddPersonAsync();
        using var client = await App.ClientAsync(person);
        await App.WithDbAsync(async db =>
        {
            db.AddRange(Enumerable.Range(0, PrepareUpload.MostHeld).Select(i => new Attachment
            {
                Tray = $"form:{i}", Name = "a.txt", Size = 3, Sha256 = "", ContentType = "text/plain", UploadedBy = person.Id, UploadedAt = FakeClock.Start, StorageKey = Guid.CreateVersion7(),
            }));
            return await db.SaveChangesAsync();
        });

        var refused = await client.UploadToAsync(Tray + "form:new", false, ("photo.png", Samples.Png()));
        var ticket = await App.AddTicketAsync(person);

        Assert.Equal((409, FileRefusals.TooManyHeld), (refused.Status, refused.Code));
        Assert.Equal(201, (await client.UploadAsync(ticket.Id, "photo.png", Samples.Png())).Status);   // a record's own limit is another
    }

    [Fact]
    public async Task Trays_are_ones_own()
    {
        var person = await App.AddPersonAsync();
        using var client = await App.ClientAsync(person);
        await client.UploadToAsync(Tray + "ticket:new", false, ("photo.png", Samples.Png()));
        App.User.As(person);
        var file = Assert.Single(await HeldAsync("ticket:new"));

        var other = await App.AddPersonAsync(BuiltInRoles.Administrator);
        using var hers = await App.ClientAsync(other);
        using var answer = await hers.GetAsync(new Uri($"/files/{file.Id}", UriKind.Relative));
        App.User.As(other);

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Empty(await HeldAsync("ticket:new"));
        Assert.Equal("not-found", (await App.RunAsync((RemoveFile use) => use.RunAsync(file.Id, default))).Refusal?.Code);
    }

    [Fact]
    public async Task What_was_chosen_by_mistake_is_taken_out_again()
    {
        var person = await App.AddPersonAsync();
        using var client = await App.ClientAsync(person);
        await client.UploadToAsync(Tray + "ticket:new", false, ("photo.png", Samples.Png()));
        App.User.As(person);

        Assert.Null((await App.RunAsync(async (RemoveFile use) => await use.RunAsync((await HeldAsync("ticket:new")).Single().Id, default))).Refusal);

        Assert.Empty(await HeldAsync("ticket:new"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a%00b")]
    public async Task A_tray_has_a_name(string name)
    {
        using var client = await App.ClientAsync(await App.AddPersonAsync());

        Assert.Equal(404, (await client.UploadToAsync(Tray + name, false, ("a.txt", Samples.Text()))).Status);
    }

    private async Task<IReadOnlyList<FileLine>> HeldAsync(string tray) =>
        (await App.RunAsync((ListFiles use) => use.RunAsync(new UploadTarget(null, tray), default))).Value!.Files;   // one's own tray is never refused
}
