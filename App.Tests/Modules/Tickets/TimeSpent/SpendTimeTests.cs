using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.TimeSpent;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Kernel.Lists;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.TimeSpent;

public sealed class SpendTimeTests(TestApp app) : AppTests(app)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(FakeClock.Start.DateTime);

    [Fact]
    public async Task Time_is_added_up_and_told_to_the_team_without_raising_a_version()
    {
        App.User.Grant(TicketPermissions.Work, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.Closed));

        Assert.Null((await SpendAsync(ticket, 90, what: " Démontage ")).Refusal);
        Assert.Null((await SpendAsync(ticket, 10)).Refusal);

        var sheet = (await SheetAsync(ticket)).Value!;   // granted
        Assert.Equal((100, 2), (sheet.TotalMinutes, sheet.Lines.Count));
        Assert.Contains(sheet.Lines, l => l is { Minutes: 90, What: "Démontage", Person: "Alice Martin", IsMine: true });
        Assert.Equal(["90", "10"], (await App.TimelineAsync(ticket.Id)).Where(e => e is { Kind: TimelineKind.TimeSpent, IsInternal: true }).Select(e => e.NewValue));
        Assert.Equal(2, (await App.EventsAsync<TicketTimeSpent>()).Count(e => e.TicketId == ticket.Id));
        Assert.Equal(1, (await App.LoadAsync<Ticket>(ticket.Id)).Version);
    }

    [Fact]
    public async Task One_corrects_and_removes_ones_own()
    {
        App.User.Grant(TicketPermissions.Work, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket());
        await SpendAsync(ticket, 90);
        var entry = (await SheetAsync(ticket)).Value!.Lines[0];   // granted

        Assert.Null((await SpendAsync(ticket, 60, entry: entry.Id)).Refusal);
        Assert.Equal(60, (await SheetAsync(ticket)).Value!.TotalMinutes);   // granted
        Assert.Null((await RemoveAsync(ticket, entry.Id)).Refusal);
        Assert.Equal(0, (await SheetAsync(ticket)).Value!.TotalMinutes);   // granted
        Assert.Equal([(null, "90"), ("90", "60"), ("60", null)], (await App.TimelineAsync(ticket.Id)).Select(e => (e.OldValue, e.NewValue)));
    }

    [Fact]
    [Trait("Category", "Access")]
    public async Task Anothers_is_for_who_may_correct_in_reach()
    {
        App.User.Grant(TicketPermissions.Work, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id));
        await SpendAsync(ticket, 90);
        var entry = (await SheetAsync(ticket)).Value!.Lines[0];   // granted
        App.User.As(await App.SaveAsync(Make.User()));

        Assert.Equal(Refusal.Forbidden, (await SpendAsync(ticket, 60, entry: entry.Id)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await RemoveAsync(ticket, entry.Id)).Refusal);
        App.User.Grant(TicketPermissions.CorrectTime, Scope.Structure, (await App.SaveAsync(Make.Structure())).Id);
        Assert.Equal(Refusal.Forbidden, (await SpendAsync(ticket, 60, entry: entry.Id)).Refusal);
        App.User.Grant(TicketPermissions.CorrectTime, Scope.Structure);
        Assert.True((await SheetAsync(ticket)).Value!.Lines[0].IsMine);   // granted
        Assert.Null((await SpendAsync(ticket, 60, entry: entry.Id)).Refusal);
    }

    [Fact]
    public async Task Bad_input_no_permission_or_no_such_ticket_writes_nothing()
    {
        var ticket = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id, structure: (await App.SaveAsync(Make.Structure())).Id));

        Assert.Equal(Refusal.Forbidden, (await SpendAsync(ticket, 90)).Refusal);
        App.User.Grant(TicketPermissions.Work, Scope.Structure);
        Assert.Equal(Refusal.NotFound, (await SpendAsync(ticket, 90)).Refusal);
        Assert.Equal(Refusal.NotFound, (await SheetAsync(ticket)).Refusal);
        App.User.Grant(TicketPermissions.Work, Scope.All);
        Assert.Equal("out-of-range", (await SpendAsync(ticket, 0)).Refusal?.Fields[0].Code);
        Assert.Equal("out-of-range", (await SpendAsync(ticket, 1441)).Refusal?.Fields[0].Code);
        Assert.Equal("in-the-future", (await SpendAsync(ticket, 90, day: Today.AddDays(1))).Refusal?.Fields[0].Code);
        Assert.Equal(Refusal.NotFound, (await SpendAsync(ticket, 90, entry: Guid.CreateVersion7())).Refusal);
        Assert.Equal(Refusal.NotFound, (await RemoveAsync(ticket, Guid.CreateVersion7())).Refusal);
        Assert.Empty((await SheetAsync(ticket)).Value!.Lines);   // granted
    }

    [Fact]
    public async Task It_comes_with_a_reply_or_a_solution_for_who_may_work()
    {
        App.User.Grant(TicketPermissions.Comment, Scope.All).Grant(TicketPermissions.Resolve, Scope.All);
        var ticket = await App.SaveAsync(Make.Ticket(state: TicketState.InProgress));
        var comment = new CommentTicketRequest { TicketId = ticket.Id, Body = "Fait", MinutesSpent = 15 };

        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((CommentTicket use) => use.RunAsync(comment, default))).Refusal);
        Assert.Empty(await App.TimelineAsync(ticket.Id));
        App.User.Grant(TicketPermissions.Work, Scope.All);
        Assert.Null((await App.RunAsync((CommentTicket use) => use.RunAsync(comment, default))).Refusal);
        Assert.Null((await App.RunAsync((MoveTicket use) => use.RunAsync(
            new() { TicketId = ticket.Id, Version = 1, Trigger = TicketTrigger.Resolve, Solution = "Réparé", MinutesSpent = 30 }, default))).Refusal);

        Assert.Equal(45, (await SheetAsync(ticket)).Value!.TotalMinutes);   // granted
    }

    [Fact]
    public async Task The_export_has_the_sum()
    {
        App.User.Grant(TicketPermissions.Work, Scope.All).Grant(TicketPermissions.Export, Scope.All);
        var structure = await App.SaveAsync(Make.Structure());
        var ticket = await App.SaveAsync(Make.Ticket(structure: structure.Id));
        await SpendAsync(ticket, 90);
        await SpendAsync(ticket, 10);

        var sums = await App.RunAsync(async (ExportTickets use) =>
        {
            var export = await use.RunAsync(TicketFilter.Parse(ListQuery.Parse($"?view=All&state=any&structure={structure.Id}")).Value!, "csv", default);   // a known filter
            return await export.Value!.Rows.Select(r => r.MinutesSpent).ToListAsync();   // granted
        });

        Assert.Equal([100], sums);
    }

    private Task<Result> SpendAsync(Ticket ticket, int minutes, Guid? entry = null, string? what = null, DateOnly? day = null) => App.RunAsync((SpendTime use) => use.RunAsync(
        new SpendTimeRequest { TicketId = ticket.Id, EntryId = entry, Minutes = minutes, WorkedOn = day ?? Today, What = what }, default));

    private Task<Result> RemoveAsync(Ticket ticket, Guid entry) =>
        App.RunAsync((SpendTime use) => use.RunAsync(new RemoveTimeRequest { TicketId = ticket.Id, EntryId = entry }, default));

    private Task<Result<TimeSheet>> SheetAsync(Ticket ticket) => App.RunAsync((ReadTimeSheet use) => use.RunAsync(ticket.Id, default));
}
