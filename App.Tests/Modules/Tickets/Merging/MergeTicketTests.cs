using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Merging;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Merging;

public sealed class MergeTicketTests(TestApp app) : MergeStage(app)
{
    [Fact]
    public async Task A_ticket_ends_and_goes_on_in_another_with_all_that_was_said_on_it()
    {
        var (source, target) = (await App.SaveAsync(Make.Ticket(state: TicketState.InProgress)), await App.SaveAsync(Make.Ticket()));
        await SayAsync(source, "Dit à la source");

        Assert.Null((await MergeAsync(source, target)).Refusal);

        var (ended, extended) = (await ShowAsync(source), await ShowAsync(target));
        Assert.Equal((TicketState.Cancelled, target.Id, target.Number), (ended.Ticket.State, ended.Ticket.MergedIntoId, ended.GoesOnIn));
        Assert.Equal((App.Clock.Now, false, false), (ended.Ticket.ClosedAt, ended.Rights.Comment, ended.Rights.Merge));
        Assert.Empty(ended.Steps);
        Assert.Contains(extended.Timeline, l => l.Body == "Dit à la source" && l.MergedFrom == source.Id);
        Assert.Equal([source.Number], extended.Merged.Select(m => m.Number));
        Assert.Equal(2, (await App.TimelineAsync(source.Id)).Count);   // what was said, and the merging: nothing was copied or rewritten
    }

    [Fact]
    public async Task Watchers_tags_and_links_come_along_and_the_requester_watches_and_is_told()
    {
        var requester = await App.SaveAsync(Make.User("Requester"));
        await App.SaveAsync(new Grant { UserId = requester.Id, Permission = TicketPermissions.View, Scope = Scope.Own });
        var (source, target) = (await App.SaveAsync(Make.Ticket(requester: requester.Id)), await App.SaveAsync(Make.Ticket()));
        var other = await App.SaveAsync(Make.Ticket());
        await TagAsync(source, "vérin");
        await App.RunAsync((WatchRecord use) => use.RunAsync(source.Ref, true, default));
        await LinkAsync(source, LinkType.Blocks, other);
        await LinkAsync(source, LinkType.DuplicateOf, target);

        await MergeAsync(source, target);

        var people = new[] { requester.Id, World.Alice }.Select(id => id.ToString()).Order();
        Assert.Equal($"vérin | {string.Join(',', people)} | DuplicateOfTrue{source.Number},BlocksFalse{other.Number}", await PartsAsync(target));
        await App.DrainEventsAsync();
        Assert.Equal(["Notify.Merged"], await App.WithDbAsync(db => db.Set<Notification>().Where(n => n.UserId == requester.Id).Select(n => n.Text).ToListAsync()));
    }

    [Fact]
    public async Task Files_come_along_and_undoing_takes_back_those_that_came()
    {
        var (source, target) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        await FileAsync(source, "source.png", isInternal: true);
        await FileAsync(target, "target.png");

        await MergeAsync(source, target);
        Assert.Equal(["source.png True", "target.png False"], await FilesAsync(target));
        await UndoAsync(source);

        Assert.Equal(["source.png True"], await FilesAsync(source));
        Assert.Equal(["target.png False"], await FilesAsync(target));
    }

    [Fact]
    public async Task What_cannot_be_merged_is_refused_in_words()
    {
        var (one, other) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        var (gone, over) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket(state: TicketState.Closed)));
        await MergeAsync(gone, other);

        Assert.Equal(TicketRefusals.MergeIntoItself, (await MergeAsync(one, one)).Refusal?.Code);
        Assert.Equal(TicketRefusals.IsMerged, (await MergeAsync(gone, one, 2)).Refusal?.Code);
        Assert.Equal(TicketRefusals.TargetIsMerged, (await MergeAsync(one, gone)).Refusal?.Code);
        Assert.Equal(TicketRefusals.TargetIsMerged, (await MergeAsync(other, gone)).Refusal?.Code);   // a circle
        Assert.Equal(TicketRefusals.IsOver, (await MergeAsync(over, one)).Refusal?.Code);
        Assert.Equal(TicketRefusals.TargetIsOver, (await MergeAsync(one, over)).Refusal?.Code);
        Assert.Equal(TicketRefusals.UnknownTarget, (await MergeAsync(one, new() { Title = "", RequesterId = default, Number = "TIC-1999-000001" })).Refusal?.Code);
        Assert.Equal(RefusalKind.Invalid, (await MergeAsync(one, new() { Title = "", RequesterId = default })).Refusal?.Kind);
        Assert.Equal(Refusal.Stale, (await MergeAsync(one, other, 7)).Refusal);
    }

    [Fact]
    public async Task Of_two_merges_at_once_one_is_done()
    {
        var (one, other) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));

        var results = await Task.WhenAll(MergeAsync(one, other), MergeAsync(other, one), MergeAsync(one, other));

        Assert.Single(results, r => r.Refusal is null);
        Assert.Equal(1, await App.WithDbAsync(db => db.Set<TicketMerge>().CountAsync(m => (m.SourceId == one.Id || m.SourceId == other.Id) && m.UndoneAt == null)));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Both_tickets_have_to_be_within_reach()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var (here, there) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket(structure: elsewhere.Id, requester: (await App.SaveAsync(Make.User())).Id)));
        App.User.Grant(TicketPermissions.Merge, Scope.Structure);

        Assert.Equal(TicketRefusals.UnknownTarget, (await MergeAsync(here, there)).Refusal?.Code);
        Assert.Equal(Refusal.NotFound, (await MergeAsync(there, here)).Refusal);
        Assert.Equal(TicketRefusals.UnknownTarget, (await LookAsync(here, there)).Refusal?.Code);
        Assert.Equal(Refusal.NotFound, (await LookAsync(there, here)).Refusal);

        App.User.Revoke(TicketPermissions.Merge);
        Assert.Equal(Refusal.Forbidden, (await MergeAsync(here, here)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await LookAsync(here, here)).Refusal);
    }

    [Fact]
    public async Task Two_different_requesters_are_pointed_out_before()
    {
        var asked = await App.SaveAsync(Make.User("Autre Demandeur"));
        var (one, same, other) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket(requester: asked.Id)));

        Assert.Null((await LookAsync(one, same)).Value!.OtherRequester);   // granted
        Assert.Equal("Autre Demandeur", (await LookAsync(one, other)).Value!.OtherRequester);   // granted
        Assert.Equal(TicketRefusals.MergeIntoItself, (await LookAsync(one, one)).Refusal?.Code);
    }

    [Fact]
    public async Task A_merged_ticket_is_answered_where_it_goes_on_and_nowhere_else()
    {
        var (source, target) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        await MergeAsync(source, target);

        Assert.Equal(TicketRefusals.IsMerged, (await SayAsync(source, "Encore là ?")).Refusal?.Code);
        Assert.Equal(Refusal.Forbidden, (await TagAsync(source, "mot")).Refusal);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Whoever_reads_no_notes_reads_none_of_what_went_in()
    {
        var (source, target) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = source.Id, Body = "Entre nous", IsInternal = true }, default));
        await MergeAsync(source, target);
        App.User.Revoke(TicketPermissions.Note);

        Assert.DoesNotContain((await ShowAsync(target)).Timeline, l => l.Body == "Entre nous");
    }

    private Task<Result> SayAsync(Ticket ticket, string words) => App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = words }, default));

    private Task<Result<MergePreview>> LookAsync(Ticket source, Ticket target) => App.RunAsync((PreviewMerge use) => use.RunAsync(source.Id, target.Number, default));

    private Task<Attachment> FileAsync(Ticket ticket, string name, bool isInternal = false) => App.SaveAsync(new Attachment
    {
        RecordKind = ticket.Kind, RecordId = ticket.Id, Name = name, Size = 3, Sha256 = "", ContentType = "image/png", IsInternal = isInternal,
        UploadedBy = World.Alice, UploadedAt = App.Clock.Now, StorageKey = Guid.CreateVersion7(),
    });

    private async Task<IEnumerable<string>> FilesAsync(Ticket ticket) =>
        (await App.RunAsync((ListFiles use) => use.RunAsync(new(ticket.Ref, null), default))).Value!.Files.Select(f => $"{f.Name} {f.IsInternal}").Order();   // granted
}
