using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Preview;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Preview;

public sealed class PreviewTicketTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_preview_is_two_statements_with_the_beginning_of_long_texts()
    {
        App.User.Grant(TicketPermissions.View, Scope.Structure);
        var ticket = await App.SaveAsync(Make.Ticket("Presse", description: new string('a', 5000)));
        TicketPreview? preview = null;

        var statements = await App.CountQueriesAsync(async () => preview = (await ReadAsync(ticket.Number.ToLowerInvariant())).Value);

        Assert.Equal(2, statements);
        Assert.Equal(("Presse", 281, '…', null), (preview!.Title, preview.Description!.Length, preview.Description[^1], preview.Last));   // found
    }

    [Fact]
    public async Task The_last_words_are_the_last_that_this_reader_may_see()
    {
        App.User.Grant(TicketPermissions.View, Scope.Structure).Grant(TicketPermissions.Comment, Scope.Structure).Grant(TicketPermissions.Note, Scope.Structure);
        var ticket = await App.SaveAsync(Make.Ticket());
        foreach (var (body, isInternal) in new[] { ("pour tous", false), ("entre nous", true) })
        {
            App.Clock.Now = App.Clock.Now.AddMinutes(1);
            await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = body, IsInternal = isInternal }, default));
        }

        Assert.Equal(("entre nous", true), Said(await ReadAsync(ticket.Number)));
        App.User.Revoke(TicketPermissions.Note);
        Assert.Equal(("pour tous", false), Said(await ReadAsync(ticket.Number)));
    }

    [Fact]
    public async Task What_one_may_not_open_one_may_not_look_at()
    {
        var elsewhere = await App.SaveAsync(Make.Structure());
        var ticket = await App.SaveAsync(Make.Ticket(requester: (await App.SaveAsync(Make.User())).Id, structure: elsewhere.Id));

        Assert.Equal(Refusal.Forbidden, (await ReadAsync(ticket.Number)).Refusal);
        App.User.Grant(TicketPermissions.View, Scope.Structure);
        Assert.Equal(Refusal.NotFound, (await ReadAsync(ticket.Number)).Refusal);
        Assert.Equal(Refusal.NotFound, (await ReadAsync("TIC\0")).Refusal);
    }

    [Fact]
    public async Task It_says_how_far_the_checklist_is_where_there_is_one()
    {
        App.User.Grant(TicketPermissions.View, Scope.Structure);
        var (listed, bare) = (await App.SaveAsync(Make.Ticket()), await App.SaveAsync(Make.Ticket()));
        await App.SaveAllAsync(
            new ChecklistItem { TicketId = listed.Id, Text = "Badge", DoneAt = FakeClock.Start, DoneBy = World.Alice }, new ChecklistItem { TicketId = listed.Id, Text = "Clés" });

        Assert.Equal(new ChecklistProgress(1, 2), (await ReadAsync(listed.Number)).Value?.Checklist);
        Assert.Null((await ReadAsync(bare.Number)).Value?.Checklist);
    }

    private static (string?, bool?) Said(Result<TicketPreview> preview) => (preview.Value?.Last?.Text, preview.Value?.Last?.IsInternal);

    private Task<Result<TicketPreview>> ReadAsync(string number) => App.RunAsync((PreviewTicket use) => use.RunAsync(number, default));
}
