using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Records.Watching;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Pages;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Pages;

/// <summary>How many statements the page of a ticket sends: many have one open, and each is told of every change.</summary>
public sealed class TicketPageBudgetTests(TestApp app) : AppTests(app)
{
    private static readonly string[] Permissions =
        [TicketPermissions.View, TicketPermissions.Comment, TicketPermissions.Note, TicketPermissions.Edit, TicketPermissions.Work, TicketPermissions.Assign];

    [Fact]
    public async Task Opening_reads_each_part_once_and_asks_for_access_once()
    {
        await using var context = await DeskAsync();
        var ticket = await App.SaveAsync(Make.Ticket());

        var statements = await App.CountQueriesAsync(() => OpenAsync(context, ticket));

        Assert.InRange(statements, 1, 21);
    }

    [Fact]
    public async Task A_change_is_read_by_the_page_and_by_the_parts_it_concerns()
    {
        await using var context = await DeskAsync();
        var ticket = await App.SaveAsync(Make.Ticket());
        var page = await OpenAsync(context, ticket);
        await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = "La presse repart" }, default));
        var follower = await App.SaveAsync(Make.User("Zoé Suiveuse"));
        await App.SaveAsync(new Watcher { RecordKind = Ticket.RecordKind, RecordId = ticket.Id, UserId = follower.Id, Since = FakeClock.Start });

        var statements = await App.CountQueriesAsync(async () =>
        {
            context.Services.GetRequiredService<LiveUpdates>().Publish(new("tickets.ticket.commented", ticket.Ref), [LiveTopic.Record(ticket.Ref)]);
            await page.WaitForStateAsync(() => page.Markup.Contains("La presse repart", StringComparison.Ordinal) && page.Markup.Contains("Zoé Suiveuse", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        });

        Assert.InRange(statements, 1, 8);
    }

    [Fact]
    public async Task A_right_taken_away_counts_at_the_next_change_whatever_part_it_concerns()
    {
        await using var context = await DeskAsync();
        var ticket = await App.SaveAsync(Make.Ticket());
        await App.SaveAsync(new Attachment
        {
            RecordKind = Ticket.RecordKind, RecordId = ticket.Id, Name = "entre-nous.txt", Size = 1, Sha256 = new('0', 64), ContentType = "text/plain",
            IsInternal = true, UploadedBy = App.User.Id, UploadedAt = FakeClock.Start, StorageKey = Guid.CreateVersion7(),
        });
        var page = await OpenAsync(context, ticket);
        Assert.Contains("entre-nous.txt", page.Markup, StringComparison.Ordinal);

        App.User.Revoke(TicketPermissions.Note);
        context.Services.GetRequiredService<LiveUpdates>().Publish(new("tickets.ticket.commented", ticket.Ref), [LiveTopic.Record(ticket.Ref)]);

        await page.WaitForStateAsync(() => !page.Markup.Contains("entre-nous.txt", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    /// <summary>Somebody of the desk, with the application's services behind the components.</summary>
    private async Task<BunitContext> DeskAsync()
    {
        App.User.As(await App.SaveAsync(Make.User("Agent")));
        foreach (var permission in Permissions) App.User.Grant(permission, Scope.All);
        var context = new BunitContext().AddShell(App.User);
        context.Services.AddSingleton<AntiforgeryStateProvider, NoToken>();
        context.Services.AddFallbackServiceProvider(App.Services.CreateAsyncScope().ServiceProvider);
        return context;
    }

    /// <summary>With all its parts there: files, checklist, time, tags, watchers, links, and the tray of the reply.</summary>
    private static async Task<IRenderedComponent<TicketPage>> OpenAsync(BunitContext context, Ticket ticket)
    {
        var page = context.Render<TicketPage>(p => p.Add(t => t.Number, ticket.Number));
        await page.WaitForStateAsync(() => page.FindAll(".files .uploads").Count == 2 && page.FindAll(".checklist, .time-sheet").Count == 2 && page.FindAll(".part").Count >= 3, TimeSpan.FromSeconds(20));
        return page;
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
