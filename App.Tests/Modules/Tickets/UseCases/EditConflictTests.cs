using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.UseCases;

/// <summary>Two people edit one ticket, both from the page as it was before.</summary>
public sealed class EditConflictTests(TestApp app) : AppTests(app)
{
    private Guid current;

    [Fact]
    public async Task Different_fields_are_both_kept_and_nobody_is_asked()
    {
        var (ticket, _) = await SceneAsync();

        var first = await EditAsync(Change(ticket, nameof(Ticket.Title), "Le premier titre"));
        var second = await EditAsync(Change(ticket, nameof(Ticket.Impact), "High"));

        Assert.Equal((null, null), (first.Refusal, second.Refusal));
        var edited = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal(("Le premier titre", Impact.High, 3), (edited.Title, edited.Impact, edited.Version));
    }

    [Fact]
    public async Task The_same_value_twice_is_no_conflict()
    {
        var (ticket, _) = await SceneAsync();

        await EditAsync(Change(ticket, nameof(Ticket.Impact), "High"));

        Assert.Null((await EditAsync(Change(ticket, nameof(Ticket.Impact), "High"))).Refusal);
    }

    [Fact]
    public async Task The_same_field_is_refused_with_all_three_values_and_their_author_and_nothing_else_is_saved()
    {
        var (ticket, salma) = await SceneAsync();
        App.Clock.Advance(TimeSpan.FromMinutes(5));
        await EditAsync(Change(ticket, nameof(Ticket.Title), "Le premier titre"));
        var at = App.Clock.Now;
        App.User.As(World.Alice);
        App.Clock.Advance(TimeSpan.FromMinutes(5));

        var refused = (await EditAsync(Change(ticket, nameof(Ticket.Title), "Le second titre"), Change(ticket, nameof(Ticket.Impact), "High"))).Refusal;

        Assert.Equal((RefusalKind.Stale, "edit-conflict"), (refused?.Kind, refused?.Code));
        var conflict = Assert.Single(refused!.Conflicts);   // just asserted
        Assert.Equal(
            (nameof(Ticket.Title), ticket.Title, "Le premier titre", "Le second titre", salma.DisplayName, at, true),
            (conflict.Field, conflict.Seen.Code, conflict.Theirs.Code, conflict.Mine.Code, conflict.By, conflict.At, conflict.IsText));
        Assert.Equal((Impact.Low, 2), ((await App.LoadAsync<Ticket>(ticket.Id)).Impact, (await App.LoadAsync<Ticket>(ticket.Id)).Version));
    }

    [Fact]
    public async Task Ids_come_with_their_names()
    {
        var (ticket, _) = await SceneAsync();
        var (theirs, mine) = (await App.SaveAsync(Make.Category()), await App.SaveAsync(Make.Category()));
        await EditAsync(Change(ticket, nameof(Ticket.CategoryId), theirs.Id.ToString()));

        var conflict = Assert.Single((await EditAsync(Change(ticket, nameof(Ticket.CategoryId), mine.Id.ToString()))).Refusal!.Conflicts);   // two categories for one

        Assert.Equal(("Divers", theirs.Path, mine.Path), (conflict.Seen.Name, conflict.Theirs.Name, conflict.Mine.Name));
    }

    [Fact]
    public async Task What_was_wanted_goes_to_the_timeline_only_as_its_field_could_hold_it()
    {
        var (ticket, _) = await SceneAsync();
        var (title, impact) = (Change(ticket, nameof(Ticket.Title), "Un autre titre"), Change(ticket, nameof(Ticket.Impact), "High"));
        (title.Settles, title.Wanted, impact.Settles, impact.Wanted) = (true, "\0", true, new string('x', 10_000));

        Assert.Equal([nameof(Ticket.Title), nameof(Ticket.Impact)], (await EditAsync(title, impact)).Refusal?.Fields.Select(f => f.Field));
    }

    [Theory]
    [InlineData("Le second titre", "Le second titre", "Le premier titre")]    // mine
    [InlineData("Le premier titre", "Le premier titre", "Le second titre")]   // theirs
    [InlineData("Ni l'un ni l'autre", "Ni l'un ni l'autre", "Le premier titre")]
    public async Task The_choice_is_kept_and_told_with_what_gave_way(string chosen, string kept, string gaveWay)
    {
        var (ticket, _) = await SceneAsync();
        await EditAsync(Change(ticket, nameof(Ticket.Title), "Le premier titre"));
        App.User.As(World.Alice);

        var settled = await EditAsync(new FieldChange { Field = nameof(Ticket.Title), Seen = "Le premier titre", Value = chosen, Settles = true, Wanted = "Le second titre" });

        Assert.Null(settled.Refusal);
        Assert.Equal(kept, (await App.LoadAsync<Ticket>(ticket.Id)).Title);
        var line = Assert.Single(await App.TimelineAsync(ticket.Id), e => e.Kind == TimelineKind.ConflictSettled);
        Assert.Equal((nameof(Ticket.Title), gaveWay, kept, World.Alice), (line.Field, line.OldValue, line.NewValue, line.ActorId));
    }

    [Fact]
    public async Task Yet_another_edit_while_one_chooses_asks_again()
    {
        var (ticket, _) = await SceneAsync();
        await EditAsync(Change(ticket, nameof(Ticket.Title), "Le premier titre"));
        await EditAsync(new FieldChange { Field = nameof(Ticket.Title), Seen = "Le premier titre", Value = "Le troisième titre" });

        var again = await EditAsync(new FieldChange { Field = nameof(Ticket.Title), Seen = "Le premier titre", Value = "Le second titre", Settles = true, Wanted = "Le second titre" });

        var conflict = Assert.Single(again.Refusal!.Conflicts);   // the third title was not seen
        Assert.Equal(("Le troisième titre", "Le second titre"), (conflict.Theirs.Code, conflict.Mine.Code));
    }

    [Fact]
    public async Task A_job_that_writes_in_between_makes_no_conflict_and_raises_no_version()
    {
        var (ticket, _) = await SceneAsync();
        await App.WithDbAsync(async db =>
        {
            var row = await db.Set<Ticket>().SingleAsync(t => t.Id == ticket.Id);
            (row.ExternalId, row.ReopenCount) = ($"EXT-{ticket.Id:n}", 3);
            return await db.SaveChangesAsync();
        });

        Assert.Equal(1, (await App.LoadAsync<Ticket>(ticket.Id)).Version);
        Assert.Null((await EditAsync(Change(ticket, nameof(Ticket.Title), "Un autre titre"), Change(ticket, nameof(Ticket.Impact), "High"))).Refusal);
        var edited = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal(("Un autre titre", 3, 2), (edited.Title, edited.ReopenCount, edited.Version));
    }

    [Fact]
    public async Task Long_descriptions_are_kept_whole_in_conflict_and_timeline()
    {
        var (ticket, _) = await SceneAsync();
        var (theirs, mine) = (string.Join(' ', Enumerable.Repeat("autre", 1000)), string.Join('\n', Enumerable.Repeat("mot", 2000)));
        await EditAsync(Change(ticket, nameof(Ticket.Description), theirs));

        var conflict = Assert.Single((await EditAsync(Change(ticket, nameof(Ticket.Description), mine))).Refusal!.Conflicts);   // both wrote
        await EditAsync(new FieldChange { Field = nameof(Ticket.Description), Seen = theirs, Value = mine, Settles = true, Wanted = mine });

        Assert.Equal((theirs, mine), (conflict.Theirs.Code, conflict.Mine.Code));
        var line = Assert.Single(await App.TimelineAsync(ticket.Id), e => e.Kind == TimelineKind.ConflictSettled);
        Assert.Equal((theirs, mine), (line.OldValue, line.NewValue));
    }

    [Fact]
    public async Task Line_ends_and_outer_blanks_are_no_difference()
    {
        var (ticket, _) = await SceneAsync("une\r\ndeux ");

        Assert.Null((await EditAsync(new FieldChange { Field = nameof(Ticket.Description), Seen = "une\ndeux", Value = "trois" })).Refusal);
    }

    /// <summary>A ticket, and Salma, who acts until a test says otherwise.</summary>
    private async Task<(Ticket Ticket, User Salma)> SceneAsync(string? description = null)
    {
        App.User.Grant(TicketPermissions.Edit, Scope.All);
        var salma = await App.SaveAsync(Make.User("Salma Benali"));
        var ticket = await App.SaveAsync(Make.Ticket(description: description));
        App.User.As(salma);
        current = ticket.Id;
        return (ticket, salma);
    }

    private static FieldChange Change(Ticket seen, string field, string? value) =>
        new() { Field = field, Seen = TicketFields.All.Single(f => f.Name == field).Read(seen), Value = value };

    private Task<Result> EditAsync(params FieldChange[] changes) => App.RunAsync((EditTicket use) => use.RunAsync(new() { TicketId = current, Changes = [.. changes] }, default));
}
