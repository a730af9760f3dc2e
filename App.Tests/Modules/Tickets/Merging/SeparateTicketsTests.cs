using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Tickets.Merging;
using OpsFlux.Modules.Tickets.TimeSpent;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Merging;

public sealed class SeparateTicketsTests(TestApp app) : MergeStage(app)
{
    [Fact]
    public async Task Undoing_restores_both_tickets_exactly()
    {
        var requester = await App.SaveAsync(Make.User());
        var worker = await App.SaveAsync(Make.User());
        var (source, target) = (await App.SaveAsync(Make.Ticket(state: TicketState.Waiting, requester: requester.Id, assignee: worker.Id)), await App.SaveAsync(Make.Ticket()));
        var (other, third) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        await TagAsync(source, "commun");
        await TagAsync(source, "de la source");
        await TagAsync(target, "commun");
        await App.RunAsync((WatchRecord use) => use.RunAsync(source.Ref, true, default));
        await LinkAsync(source, LinkType.Blocks, other);
        await LinkAsync(target, LinkType.Blocks, other);
        await LinkAsync(third, LinkType.CausedBy, source);
        var (sourceBefore, targetBefore) = (await PartsAsync(source), await PartsAsync(target));
        await MergeAsync(source, target);

        Assert.Null((await UndoAsync(source)).Refusal);

        var again = (await ShowAsync(source)).Ticket;
        Assert.Equal((TicketState.Waiting, "parts", null, null, worker.Id), (again.State, again.WaitingReason, again.ClosedAt, again.MergedIntoId, again.AssigneeId));
        Assert.Equal(sourceBefore, await PartsAsync(source));
        Assert.Equal(targetBefore, await PartsAsync(target));
        Assert.Empty((await ShowAsync(target)).Merged);
        Assert.Null((await MergeAsync(source, target, 3)).Refusal);   // and it may be merged again
    }

    [Fact]
    public async Task Files_things_to_do_and_time_come_along_and_go_back_exactly()
    {
        var (source, target) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        await AddWorkAsync(source, ["a.txt", "b.txt*"], ["Démonter", "Essayer", "Nettoyer"], 30);
        await AddWorkAsync(target, ["c.txt"], ["essayer", "Ranger"], 15);
        var (sourceBefore, targetBefore) = (await WorkAsync(source), await WorkAsync(target));

        await MergeAsync(source, target);

        Assert.Equal("a.txt,b.txt*,c.txt | essayer,Ranger,Démonter,Nettoyer | 45", await WorkAsync(target));   // what both ask is asked once
        Assert.Equal(" | Essayer | 0", await WorkAsync(source));
        Assert.Equal(TicketRefusals.IsMerged, (await App.RunAsync((SpendTime use) => use.RunAsync(new SpendTimeRequest { TicketId = source.Id, Minutes = 5 }, default))).Refusal?.Code);
        await UndoAsync(source);
        Assert.Equal((sourceBefore, targetBefore), (await WorkAsync(source), await WorkAsync(target)));
    }

    [Fact]
    public async Task What_was_added_to_the_target_since_stays_there()
    {
        var (source, target) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        await MergeAsync(source, target);
        await TagAsync(target, "ajouté depuis");
        await AddWorkAsync(target, ["depuis.txt"], ["Depuis"], 5);
        await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = target.Id, Body = "Dit depuis" }, default));

        await UndoAsync(source);

        Assert.StartsWith("ajouté depuis |", await PartsAsync(target), StringComparison.Ordinal);
        Assert.Equal("depuis.txt | Depuis | 5", await WorkAsync(target));
        Assert.Contains((await ShowAsync(target)).Timeline, l => l.Body == "Dit depuis");
        Assert.DoesNotContain((await ShowAsync(source)).Timeline, l => l.Body == "Dit depuis");
    }

    [Fact]
    public async Task A_merge_is_undone_once_and_the_outer_one_first()
    {
        var (one, two, three) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        await MergeAsync(one, two);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await MergeAsync(two, three);

        Assert.Equal([(one.Number, false), (two.Number, true)], (await ShowAsync(three)).Merged.Select(m => (m.Number, m.MergeId is not null)));
        Assert.Equal(TicketRefusals.UnmergeOuterFirst, (await UndoAsync(one)).Refusal?.Code);
        Assert.Null((await UndoAsync(two)).Refusal);
        Assert.Null((await UndoAsync(one)).Refusal);
        Assert.Equal(TicketRefusals.MergeUndone, (await UndoAsync(one)).Refusal?.Code);
    }

    [Theory]
    [InlineData(null, 30, null)]
    [InlineData(null, 31, TicketRefusals.UnmergeTooLate)]
    [InlineData("2", 2, null)]
    [InlineData("2", 3, TicketRefusals.UnmergeTooLate)]
    [InlineData("0", 0, TicketRefusals.UnmergeTooLate)]
    public async Task The_setting_says_for_how_many_days(string? chosen, int days, string? code)
    {
        var structure = await App.SaveAsync(Make.Structure());
        if (chosen is not null) await App.SaveAsync(new SettingValue { Code = "tickets.UnmergeWithinDays", StructureId = structure.Id, Value = chosen });
        var (source, target) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket(structure: structure.Id)));
        await MergeAsync(source, target);
        App.Clock.Advance(TimeSpan.FromDays(days));

        Assert.Equal(code, (await UndoAsync(source)).Refusal?.Code);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Undoing_needs_the_permission_on_both_tickets()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var (source, target) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket(structure: elsewhere.Id, requester: (await App.SaveAsync(Make.User())).Id)));
        await MergeAsync(source, target);

        App.User.Grant(TicketPermissions.Merge, Scope.Structure);
        Assert.Equal(Refusal.NotFound, (await UndoAsync(source)).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((SeparateTickets use) => use.RunAsync(Guid.CreateVersion7(), default))).Refusal);
        App.User.Revoke(TicketPermissions.Merge);
        Assert.Equal(Refusal.Forbidden, (await UndoAsync(source)).Refusal);
    }

    [Fact]
    public async Task Of_two_undoings_at_once_one_is_done()
    {
        var (source, target) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        await MergeAsync(source, target);

        var results = await Task.WhenAll(UndoAsync(source), UndoAsync(source));

        Assert.Equal([null, TicketRefusals.MergeUndone], results.Select(r => r.Refusal?.Code).Order());
    }
}
