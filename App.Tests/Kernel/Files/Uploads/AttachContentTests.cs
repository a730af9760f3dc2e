using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Files.Uploads;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Files.Uploads;

/// <summary>Files that code attaches.</summary>
public sealed class AttachContentTests(FilesWeb app) : AppTests<FilesWeb>(app)
{
    [Fact]
    public async Task A_content_is_attached_under_the_same_rules_as_an_upload()
    {
        App.User.Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Comment, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());

        Assert.False((await AttachAsync(ticket, "journal.txt", Samples.Text())).Failed);
        Assert.Equal(FileRefusals.Executable, (await AttachAsync(ticket, "journal.exe", Samples.Exe)).Refusal?.Code);
        Assert.Equal(Refusal.Forbidden, (await AttachAsync(ticket, "note.txt", Samples.Text(), isInternal: true)).Refusal);

        Assert.Equal(["journal.txt"], Sending.NamesOf(await App.AttachmentsAsync(ticket.Id)));
        Assert.Single(App.FilesOnDisk());
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_read()
    {
        var ticket = await App.SaveAsync(Make.Ticket());

        Assert.Equal(Refusal.NotFound, (await AttachAsync(ticket, "a.txt", Samples.Text())).Refusal);
        App.User.Grant(TicketPermissions.View, Scope.All);
        Assert.Equal(Refusal.Forbidden, (await AttachAsync(ticket, "a.txt", Samples.Text())).Refusal);
    }

    private async Task<Result<Guid>> AttachAsync(Ticket ticket, string name, byte[] content, bool isInternal = false)
    {
        using var body = new MemoryStream(content);
        return await App.RunAsync((AttachContent use) => use.RunAsync(new(ticket.Ref, null), isInternal, name, body, default));
    }
}
