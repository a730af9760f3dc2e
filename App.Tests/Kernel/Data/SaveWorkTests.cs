using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Audit;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.News;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Data;

/// <summary>What every save does beside the plain writing.</summary>
public sealed class SaveWorkTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Twenty_at_once_get_twenty_numbers_without_a_gap()
    {
        App.User.Grant(TicketPermissions.Open, Scope.Own);
        App.Clock.Now = App.Clock.Now.AddYears(3);   // a year no other test numbers

        var opened = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OpenAsync()));

        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"TIC-2029-{n:D6}"), opened.Select(o => o.Number).Order());
    }

    [Fact]
    public async Task A_save_that_fails_gives_its_number_back()
    {
        App.Clock.Now = App.Clock.Now.AddYears(4);
        await Assert.ThrowsAsync<DbUpdateException>(() => App.SaveAsync(Make.Ticket(openedAt: App.Clock.Now, category: Guid.CreateVersion7())));

        var next = await App.SaveAsync(Make.Ticket(openedAt: App.Clock.Now));

        Assert.Equal("TIC-2030-000001", next.Number);
    }

    [Fact]
    public async Task A_persons_edit_raises_the_version_and_the_systems_does_not()
    {
        var ticket = await App.SaveAsync(Make.Ticket());

        await ChangeAsync(ticket, t => t.Title = "Par le système", asPerson: false);
        Assert.Equal(1, (await App.LoadAsync<Ticket>(ticket.Id)).Version);

        await ChangeAsync(ticket, t => t.Title = "Par une personne", asPerson: true);
        var edited = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((2, World.Alice, App.Clock.Now), (edited.Version, edited.UpdatedBy, edited.UpdatedAt));
    }

    [Fact]
    public async Task Creating_changing_and_deleting_leave_their_values_in_the_audit()
    {
        var ticket = await App.SaveAsync(Make.Ticket("Avant"));
        await ChangeAsync(ticket, t => t.Title = "Après", asPerson: true);
        await ChangeAsync(ticket, t => t.DeletedAt = App.Clock.Now, asPerson: true);

        var rows = await AuditAsync(ticket.Id);

        Assert.Equal([AuditAction.Create, AuditAction.Change, AuditAction.Delete], rows.Select(r => r.Entry.Action));
        Assert.Equal((null, "Avant"), (rows[0].Values.Before, Field(rows[0].Values.After, "Title")));
        Assert.Equal(("Avant", "Après"), (Field(rows[1].Values.Before, "Title"), Field(rows[1].Values.After, "Title")));
        Assert.Null(Field(rows[1].Values.After, "Description"));
        var change = rows[1].Entry;
        Assert.Equal((World.Alice, "Alice Martin", "192.0.2.7", "test", "ticket", ticket.Number), (change.ActorId, change.ActorName, change.IpAddress, change.Correlation, change.Subject, change.Detail));
    }

    [Fact]
    public async Task A_secret_never_enters_the_audit()
    {
        var person = Make.User();
        person.PasswordHash = "hash-of-a-password";
        await App.SaveAsync(person);

        var row = Assert.Single(await AuditAsync(person.Id));

        Assert.Equal("•••", Field(row.Values.After, "PasswordHash"));
        Assert.DoesNotContain("hash-of", row.Values.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_event_delivery_timeline_and_audit_stand_or_fall_together()
    {
        var before = await RowsAsync();

        await App.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var ticket = Ticket.Open(new() { Title = "Imprimante", CategoryId = World.Category }, World.Alice, World.Structure, Impact.Low, PriorityMatrix.Usual, App.Clock.Now);
            ticket.AssignTo(World.Alice, null, null);
            db.Add(ticket);
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
            return 0;
        });

        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task An_event_is_committed_with_one_delivery_for_each_handler()
    {
        App.User.Grant(TicketPermissions.Comment, Scope.Own);
        var ticket = await App.SaveAsync(Make.Ticket());

        await App.RunAsync((CommentTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Body = "Bonjour" }, default));

        var row = await App.WithDbAsync(db => db.Set<EventRow>().SingleAsync(e => e.RecordId == ticket.Id));
        Assert.Equal(("tickets.ticket.commented", 1, World.Structure), (row.Name, row.RecordVersion, row.StructureId));
        var delivery = await App.WithDbAsync(db => db.Set<EventDelivery>().SingleAsync(d => d.EventId == row.Id));
        Assert.Equal((nameof(TellAboutTicket), DeliveryState.Pending, App.Clock.Now), (delivery.Handler, delivery.State, delivery.NextAttemptAt));
    }

    [Fact]
    public async Task Two_records_of_one_external_id_are_refused_as_already_there()
    {
        await App.SaveAsync(Make.Ticket(externalId: "INC1"));

        var saved = await App.WithDbAsync(async db =>
        {
            db.Add(Make.Ticket(externalId: "INC1"));
            return await db.TrySaveAsync(default);
        });

        Assert.Equal("already-exists", saved.Refusal?.Code);
    }

    [Fact]
    public async Task What_was_deleted_is_seen_by_nobody_who_does_not_ask_for_it()
    {
        var ticket = await App.SaveAsync(Make.Ticket());
        await ChangeAsync(ticket, t => t.DeletedAt = App.Clock.Now, asPerson: true);

        Assert.False(await App.WithDbAsync(db => db.Set<Ticket>().AnyAsync(t => t.Id == ticket.Id)));
        Assert.True(await App.WithDbAsync(db => db.Set<Ticket>().IgnoreQueryFilters([Conventions.SoftDelete]).AnyAsync(t => t.Id == ticket.Id)));
    }

    [Fact]
    public async Task Saving_nothing_asks_the_database_nothing() =>
        Assert.Equal(0, await App.CountQueriesAsync(() => App.WithDbAsync(db => db.SaveChangesAsync())));

    private async Task<OpenedTicket> OpenAsync() =>
        (await App.RunAsync((OpenTicket use) => use.RunAsync(new() { Title = "Imprimante en panne", CategoryId = World.Category }, default))).Value!;   // granted and complete

    private async Task ChangeAsync(Ticket ticket, Action<Ticket> change, bool asPerson)
    {
        await using var scope = App.Services.CreateAsyncScope();
        if (!asPerson) scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        change(await db.Set<Ticket>().SingleAsync(t => t.Id == ticket.Id));
        await db.SaveChangesAsync();
    }

    private sealed record AuditRow(AuditEntry Entry, AuditValues Values);

    private Task<List<AuditRow>> AuditAsync(Guid id) => App.WithDbAsync(db => (
        from entry in db.Set<AuditEntry>()
        join values in db.Set<AuditValues>() on entry.Id equals values.EntryId
        where entry.SubjectId == id.ToString()
        orderby entry.Id
        select new AuditRow(entry, values)).ToListAsync());

    private static string? Field(string? json, string name) =>
        json is not null && JsonDocument.Parse(json).RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;

    private async Task<string> RowsAsync() => (string)(await App.SqlAsync("""
        select concat_ws(',', (select count(*) from tickets.tickets), (select count(*) from kernel.events), (select count(*) from kernel.event_deliveries),
            (select count(*) from kernel.timeline), (select count(*) from kernel.audit_entries), (select count(*) from kernel.audit_values))
        """))!;   // concat_ws answers a text
}
