using System.Text.Json;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

/// <summary>
/// A person of another structure learns nothing of a ticket, by any way there is: the marker text in it never reaches him.
/// </summary>
[Trait("Category", "Access")]
public sealed class TicketScopeTests(TestApp app) : TicketListTests(app)
{
    private const string Marker = "Zanzibar";

    [Theory]
    [InlineData("")]
    [InlineData("?state=any")]
    [InlineData("?view=unassigned")]
    [InlineData("?q=zanzibar&state=any")]
    [InlineData("?sort=priority")]
    [InlineData("?sort=-updated")]
    public async Task Lists_and_searches_are_silent(string address)
    {
        var secret = await SecretAsync();

        Silent(await PageAsync(address));
        Silent(await PageAsync($"?q={secret.Number}"));
        Silent(await PageAsync($"?structure={secret.StructureId}&state=any"));
    }

    [Fact]
    public async Task Neither_number_nor_id_opens_it()
    {
        var secret = await SecretAsync();

        foreach (var name in new[] { secret.Number, secret.Id.ToString() })
        {
            var answer = await App.RunAsync((GetTicket use) => use.RunAsync(name, default));
            Assert.Equal(Refusal.NotFound, answer.Refusal);
            Silent(answer);
        }
    }

    [Fact]
    public async Task It_is_not_counted()
    {
        await SecretAsync();

        var counts = (await App.RunAsync((CountTickets use) => use.RunAsync(Enum.GetValues<TicketView>(), default))).Value!;   // granted

        Assert.All(counts.Values, count => Assert.Equal(0, count));
    }

    [Fact]
    public async Task Neither_the_board_nor_an_export_shows_it()
    {
        await SecretAsync();
        App.User.Grant(TicketPermissions.Export, Scope.Structure, Here.Id);

        Silent(await App.RunAsync((BoardTickets use) => use.RunAsync(new(), default)));
        await App.RunAsync(async (ExportTickets use) =>
        {
            var export = (await use.RunAsync(new(), "csv", default)).Value!;   // granted
            Assert.Empty(export.ByState);
            await foreach (var row in export.Rows) Silent(row);
        });
    }

    [Fact]
    public async Task Nothing_can_be_done_to_it()
    {
        var secret = await SecretAsync();
        foreach (var permission in App.Catalog.PermissionCodes) App.User.Grant(permission, Scope.Structure, Here.Id);
        var (id, version) = (secret.Id, 1);

        Assert.Equal(Refusal.NotFound, (await App.RunAsync((MoveTicket use) => use.RunAsync(new() { TicketId = id, Version = version, Trigger = TicketTrigger.Start }, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((AssignTicket use) => use.RunAsync(new() { TicketId = id, Version = version, AssigneeId = App.User.Id }, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = id, Body = "?" }, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((EditTicket use) => use.RunAsync(new() { TicketId = id, Changes = [new() { Field = "Title", Seen = "?", Value = "Autre titre" }] }, default))).Refusal);
        Assert.Equal(Refusal.NotFound, (await App.RunAsync((RateTicket use) => use.RunAsync(new() { TicketId = id, Version = version, Score = 1 }, default))).Refusal);
        Assert.Equal((1L, 1), ((await App.LoadAsync<Ticket>(id)).Version, (await App.TimelineAsync(id)).Count));
    }

    [Fact]
    public async Task One_who_owns_nothing_sees_nothing_with_the_scope_own()
    {
        await SecretAsync();
        App.User.Grant(TicketPermissions.View, Scope.Own);

        Silent(await PageAsync("?state=any"));
    }

    [Fact]
    public async Task The_same_ticket_is_seen_by_whoever_reaches_it()
    {
        var secret = await SecretAsync();

        App.User.Grant(TicketPermissions.View, Scope.Structure, Here.Id, secret.StructureId);
        Assert.Equal([secret.Id], await IdsAsync("?q=zanzibar"));
        App.User.As(World.Alice).Grant(TicketPermissions.View, Scope.Own);
        Assert.Contains(secret.Id, await IdsAsync($"?q={secret.Number}"));
        App.User.As(await App.SaveAsync(Make.User())).Grant(TicketPermissions.View, Scope.All);
        Assert.Contains(secret.Id, await IdsAsync($"?q={secret.Number}"));
    }

    /// <summary>A ticket of somebody else in another structure; the watcher sees his own structure alone.</summary>
    private async Task<Ticket> SecretAsync()
    {
        await WatchAsync();
        var there = await App.SaveAsync(Make.Structure("Ailleurs"));
        var ticket = await App.SaveAsync(Make.Ticket($"Réseau {Marker}", description: Marker, structure: there.Id));
        var watcher = App.User.Id;
        App.User.As(World.Alice).Grant(TicketPermissions.Comment, Scope.Own);
        await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = Marker }, default));
        App.User.As(watcher).Revoke(TicketPermissions.Comment);
        return ticket;
    }

    private static void Silent<T>(T answer) => Assert.DoesNotContain(Marker, JsonSerializer.Serialize(answer), StringComparison.OrdinalIgnoreCase);
}
