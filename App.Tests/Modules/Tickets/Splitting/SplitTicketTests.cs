using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Splitting;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Splitting;

public sealed class SplitTicketTests : AppTests
{
    public SplitTicketTests(TestApp app) : base(app)
    {
        foreach (var permission in app.Catalog.PermissionCodes) app.User.Grant(permission, Scope.All);
    }

    [Fact]
    public async Task Some_comments_become_a_ticket_of_their_own_and_both_know_it()
    {
        var requester = await App.SaveAsync(Make.User());
        var whole = await App.SaveAsync(Make.Ticket(requester: requester.Id));
        var lines = await SayAsync(whole, ("Premier\nsujet", false), ("Second sujet", false), ("Entre nous", true));

        var split = await SplitAsync(whole, lines[1], lines[2]);

        var part = await App.LoadAsync<Ticket>(split.Value!.Id);   // granted and complete
        Assert.Equal((requester.Id, whole.StructureId, "Second ticket"), (part.RequesterId, part.StructureId, part.Title));
        Assert.Contains("**Alice Martin**", part.Description, StringComparison.Ordinal);
        Assert.EndsWith("> Second sujet", part.Description, StringComparison.Ordinal);
        Assert.Contains(await App.TimelineAsync(part.Id), l => l.IsInternal && l.Body!.EndsWith("> Entre nous", StringComparison.Ordinal));
        Assert.Contains(await App.TimelineAsync(part.Id), l => l.Kind == TimelineKind.Split && l.NewValue == whole.Number);
        Assert.Contains(await App.TimelineAsync(whole.Id), l => l.Kind == TimelineKind.Split && l.NewValue == part.Number);
        Assert.Equal(LinkType.SplitFrom, (await App.WithDbAsync(db => db.Set<RecordLink>().SingleAsync(l => l.FromId == part.Id && l.ToId == whole.Id))).Type);
        Assert.Equal(4, (await App.TimelineAsync(whole.Id)).Count);   // three said, one split: nothing moved away
    }

    [Fact]
    public async Task The_part_begins_with_the_checklist_of_its_category()
    {
        var (whole, category) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Category()));
        await App.SaveAsync(new ChecklistTemplate { Name = "Départ", CategoryId = category.Id, Items = ["Badge"] });
        var line = (await SayAsync(whole, ("Un mot", false)))[0];

        var part = (await AskAsync(new() { TicketId = whole.Id, Title = "Second ticket", CategoryId = category.Id, LineIds = [line] })).Value!;   // granted and complete

        Assert.Equal(["Badge"], (await App.RunAsync((ReadChecklist use) => use.RunAsync(part.Id, default))).Value!.Select(l => l.Text));   // granted
    }

    [Fact]
    public async Task Quoting_keeps_every_line_inside_the_quotation()
    {
        var whole = await App.SaveAsync(Make.Ticket());
        var lines = await SayAsync(whole, ("Un\n\nDeux\r\nTrois", false));

        var part = await App.LoadAsync<Ticket>((await SplitAsync(whole, lines[0])).Value!.Id);   // granted and complete

        Assert.EndsWith("> Un\n> \n> Deux\n> Trois", part.Description, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Notes_leave_only_with_whoever_may_read_them_and_lines_of_other_tickets_never()
    {
        var (whole, other) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        var note = (await SayAsync(whole, ("Entre nous", true)))[0];
        var foreign = (await SayAsync(other, ("Ailleurs", false)))[0];

        Assert.Equal(TicketRefusals.NothingToSplit, (await SplitAsync(whole, foreign)).Refusal?.Code);
        App.User.Revoke(TicketPermissions.Note);
        Assert.Equal(TicketRefusals.NothingToSplit, (await SplitAsync(whole, note)).Refusal?.Code);
    }

    [Fact]
    public async Task What_cannot_be_split_is_refused_in_words()
    {
        var whole = await App.SaveAsync(Make.Ticket());
        var line = (await SayAsync(whole, ("Un mot", false)))[0];
        var inactive = await App.SaveAsync(Make.Category(isActive: false));
        var below = Make.Category();
        below.ParentId = inactive.Id;
        await App.SaveAsync(below);

        Assert.Equal(TicketRefusals.NothingToSplit, (await SplitAsync(whole)).Refusal?.Code);
        Assert.Equal(TicketRefusals.UnknownCategory, (await AskAsync(new() { TicketId = whole.Id, Title = "Un titre", CategoryId = inactive.Id, LineIds = [line] })).Refusal?.Code);
        Assert.Equal(TicketRefusals.UnknownCategory, (await AskAsync(new() { TicketId = whole.Id, Title = "Un titre", CategoryId = below.Id, LineIds = [line] })).Refusal?.Code);
        var lengthy = await SayAsync(whole, (new string('x', TicketLimits.TextMax), false));
        Assert.Equal(TicketRefusals.SplitTooLong, (await SplitAsync(whole, lengthy)).Refusal?.Code);
        Assert.Equal(RefusalKind.Invalid, (await AskAsync(new() { TicketId = whole.Id, Title = "Un", CategoryId = World.Category, LineIds = [line] })).Refusal?.Kind);
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Splitting_needs_the_permission_on_the_ticket()
    {
        var whole = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id));
        var line = (await SayAsync(whole, ("Un mot", false)))[0];

        App.User.Grant(TicketPermissions.Merge, Scope.Own);
        Assert.Equal(Refusal.NotFound, (await SplitAsync(whole, line)).Refusal);
        App.User.Revoke(TicketPermissions.Merge);
        Assert.Equal(Refusal.Forbidden, (await SplitAsync(whole, line)).Refusal);
    }

    private async Task<Guid[]> SayAsync(Ticket ticket, params (string Body, bool IsInternal)[] words)
    {
        foreach (var (body, isInternal) in words)
            await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = body, IsInternal = isInternal }, default));
        return [.. (await App.TimelineAsync(ticket.Id)).Select(l => l.Id)];
    }

    private Task<Result<OpenedTicket>> SplitAsync(Ticket whole, params Guid[] lines) =>
        AskAsync(new() { TicketId = whole.Id, Title = "Second ticket", CategoryId = World.Category, LineIds = [.. lines] });

    private Task<Result<OpenedTicket>> AskAsync(SplitTicketRequest request) => App.RunAsync((SplitTicket use) => use.RunAsync(request, default));
}
