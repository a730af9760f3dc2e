using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files;

/// <summary>Listing and removing, by who may.</summary>
public sealed class RecordFilesTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_list_shows_what_one_may_see_and_do()
    {
        var ticket = await App.SaveAsync(Make.Ticket());
        await AddAsync(ticket, "ouvert.txt");
        await AddAsync(ticket, "interne.txt", isInternal: true);
        await AddAsync(ticket, "retiré.txt", removedAt: FakeClock.Start);

        App.User.Grant(TicketPermissions.View, Scope.All);
        var looking = await ListAsync(ticket);
        App.User.Grant(TicketPermissions.Comment, Scope.All).Grant(TicketPermissions.Note, Scope.All).As(Guid.CreateVersion7()).Grant(TicketPermissions.Edit, Scope.All);
        App.User.As(World.Alice);
        var working = await ListAsync(ticket);

        Assert.Equal(["ouvert.txt"], looking.Value!.Files.Select(f => f.Name));
        Assert.Null(looking.Value.Limits);
        Assert.Equal(["ouvert.txt", "interne.txt"], working.Value!.Files.Select(f => f.Name));
        Assert.True(working.Value.Limits is { MayBeInternal: true, PerFile: 25 << 20 });
        Assert.All(working.Value.Files, f => Assert.True(f.MayRemove));
    }

    [Fact]
    public async Task A_list_costs_the_same_for_one_file_and_for_thirty()
    {
        App.User.Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Comment, Scope.All);
        var one = await App.SaveAsync(Make.Ticket());
        var many = await App.SaveAsync(Make.Ticket());
        await AddAsync(one, "a.txt");
        for (var i = 0; i < 30; i++) await AddAsync(many, $"{i}.txt");

        Assert.Equal(await App.CountQueriesAsync(() => ListAsync(one)), await App.CountQueriesAsync(() => ListAsync(many)));
    }

    [Fact]
    public async Task Whoever_may_not_see_the_record_gets_no_list()
    {
        var ticket = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id));

        Assert.Equal(Refusal.NotFound, (await ListAsync(ticket)).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((ListFiles use) => use.RunAsync(new(new RecordRef("nothing", ticket.Id), null), default))).Refusal);
    }

    [Fact]
    public async Task Removing_is_told_in_the_timeline_and_twice_is_harmless()
    {
        App.User.Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Edit, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());
        var file = await AddAsync(ticket, "photo.png", uploader: (await App.SaveAsync(Make.User())).Id);

        Assert.Null((await RemoveAsync(file)).Refusal);
        Assert.Null((await RemoveAsync(file)).Refusal);

        var removed = await App.LoadAsync<Attachment>(file.Id);
        Assert.Equal((App.Clock.Now, World.Alice, null), (removed.RemovedAt, removed.RemovedBy, removed.BlobDeletedAt));
        Assert.Equal("photo.png", Assert.Single(await App.TimelineAsync(ticket.Id), l => l.Kind == TimelineKind.Attached).OldValue);
        Assert.Single(await App.EventsAsync<FileRemoved>(), e => e.AttachmentId == file.Id);
    }

    [Fact]
    public async Task The_uploader_removes_his_own_and_nobody_elses()
    {
        App.User.Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Comment, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());
        var own = await AddAsync(ticket, "a.txt");
        var foreign = await AddAsync(ticket, "b.txt", uploader: (await App.SaveAsync(Make.User())).Id);

        Assert.Null((await RemoveAsync(own)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await RemoveAsync(foreign)).Refusal);
    }

    [Fact]
    public async Task An_internal_file_or_one_of_another_record_is_not_there_to_be_removed()
    {
        App.User.Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Edit, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());
        var note = await AddAsync(ticket, "a.txt", isInternal: true);
        var hidden = await AddAsync(ticket, "b.txt");

        Assert.Equal(Refusal.NotFound, (await RemoveAsync(note)).Refusal);
        App.User.Revoke(TicketPermissions.View);
        Assert.Equal(Refusal.NotFound, (await RemoveAsync(hidden)).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((RemoveFile use) => use.RunAsync(Guid.CreateVersion7(), default))).Refusal);
    }

    private Task<Result> RemoveAsync(Attachment file) => App.RunAsync((RemoveFile use) => use.RunAsync(file.Id, default));

    private Task<Result<FileList>> ListAsync(Ticket ticket) => App.RunAsync((ListFiles use) => use.RunAsync(new UploadTarget(ticket.Ref, null), default));

    private Task<Attachment> AddAsync(Ticket ticket, string name, bool isInternal = false, DateTimeOffset? removedAt = null, Guid? uploader = null) => App.SaveAsync(new Attachment
    {
        RecordKind = ticket.Kind, RecordId = ticket.Id, Name = name, Size = 1, Sha256 = "", ContentType = "text/plain", IsInternal = isInternal, UploadedBy = uploader ?? World.Alice,
        UploadedAt = FakeClock.Start, StorageKey = Guid.CreateVersion7(), RemovedAt = removedAt,
    });
}
