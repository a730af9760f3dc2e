using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Calendars;
using OpsFlux.Kernel.Calendars.Time;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Settings;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Kernel.Jobs;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Modules.Tickets.Closing;

/// <summary>What time does to tickets that nobody came back to.</summary>
public sealed class CloseResolvedTicketsTests(TestApp app) : AppTests(app)
{
    private const string Job = "tickets.close-resolved";

    [Fact]
    public async Task A_ticket_resolved_for_as_long_as_its_structure_waits_is_closed_by_the_system()
    {
        var (due, early, other) = (await ResolvedAsync(days: 7), await ResolvedAsync(days: 6), await App.SaveAsync(Make.Ticket(state: TicketState.InProgress, openedAt: App.Clock.Now.AddDays(-30))));

        await App.RunJobAsync(Job);

        var closed = await App.LoadAsync<Ticket>(due.Id);
        Assert.Equal((TicketState.Closed, App.Clock.Now, 1, SystemUser.SystemId), (closed.State, closed.ClosedAt, closed.Version, closed.UpdatedBy));
        Assert.Equal(TicketState.Resolved, (await App.LoadAsync<Ticket>(early.Id)).State);
        Assert.Equal(TicketState.InProgress, (await App.LoadAsync<Ticket>(other.Id)).State);
        var line = Assert.Single(await App.TimelineAsync(due.Id));
        Assert.Equal((TimelineKind.StateChanged, "Closed", "Closing.NoAnswer|7", SystemUser.SystemId), (line.Kind, line.NewValue, line.Reason, line.ActorId));
    }

    [Fact]
    public async Task Twice_is_harmless_and_more_than_a_batch_is_closed()
    {
        var structure = await App.SaveAsync(Make.Structure());
        var many = Enumerable.Range(0, 205).Select(_ => Resolved(days: 10, structure.Id)).ToArray();
        await App.SaveAllAsync([.. many]);

        await App.RunJobAsync(Job);
        Assert.Equal(["0"], (await App.RunJobAsync(Job)).Arguments);

        Assert.Equal(many.Length, await App.WithDbAsync(db => db.Set<Ticket>().CountAsync(t => t.StructureId == structure.Id && t.State == TicketState.Closed)));
        Assert.Single(await App.TimelineAsync(many[0].Id));
    }

    [Theory]
    [InlineData("2", 3, TicketState.Closed)]
    [InlineData("30", 10, TicketState.Resolved)]
    [InlineData("0", 1000, TicketState.Resolved)]
    public async Task A_structure_says_for_itself_and_those_below_it_how_long_it_waits(string chosen, int days, TicketState expected)
    {
        var parent = await App.SaveAsync(Make.Structure());
        var child = await App.SaveAsync(Make.Structure(parent: parent.Id));
        await App.SaveAsync(new SettingValue { Code = "tickets.CloseAfterDays", StructureId = parent.Id, Value = chosen });
        var ticket = await App.SaveAsync(Resolved(days, child.Id));

        await App.RunJobAsync(Job);

        Assert.Equal(expected, (await App.LoadAsync<Ticket>(ticket.Id)).State);
    }

    [Fact]
    public async Task A_structure_with_a_calendar_waits_for_working_days()
    {
        // Four hours a day, Monday to Thursday: seven working days are a week and a half.
        var structure = await App.SaveAsync(Make.Structure());
        var calendar = new Calendar { Name = "Quatre jours", CurrentId = Guid.Empty };
        var definition = new CalendarDefinition { ZoneId = "Europe/Paris", Week = ["8-12", "8-12", "8-12", "8-12", "", "", ""] };
        var version = new CalendarVersion { CalendarId = calendar.Id, Number = 1, Definition = definition.ToJson(), CreatedAt = App.Clock.Now };
        calendar.CurrentId = version.Id;
        await App.SaveAllAsync(calendar, version, new CalendarChoice { StructureId = structure.Id, CalendarId = calendar.Id });
        var rules = definition.ToRules();
        var due = WorkingTime.BeganBefore(rules, App.Clock.Now, 7)!.Value;
        var (before, after) = (Resolved(days: 30, structure.Id), Resolved(days: 30, structure.Id));
        (before.ResolvedAt, after.ResolvedAt) = (due.AddSeconds(-1), due);
        await App.SaveAllAsync(before, after);

        await App.RunJobAsync(Job);

        Assert.True(due < App.Clock.Now.AddDays(-10), "seven of four days a week take longer than ten days");
        Assert.Equal(TicketState.Closed, (await App.LoadAsync<Ticket>(before.Id)).State);
        Assert.Equal(TicketState.Resolved, (await App.LoadAsync<Ticket>(after.Id)).State);
        Assert.True(WorkingTime.EndOfWorkingDay(rules, due.AddSeconds(-1), 7) <= App.Clock.Now);
        Assert.True(WorkingTime.EndOfWorkingDay(rules, due, 7) > App.Clock.Now);
    }

    [Fact]
    public async Task The_requester_is_told_may_rate_and_may_come_back()
    {
        var requester = await App.SaveAsync(Make.User("Requester"));
        foreach (var permission in new[] { TicketPermissions.View, TicketPermissions.Rate, TicketPermissions.Reopen })
            await App.SaveAsync(new Grant { UserId = requester.Id, Permission = permission, Scope = Scope.Own });
        var (rated, reopened) = (await ResolvedAsync(8, requester.Id), await ResolvedAsync(8, requester.Id));

        await App.RunJobAsync(Job);
        await App.DrainEventsAsync();

        var told = await App.WithDbAsync(db => db.Set<Notification>().Where(n => n.RecordId == rated.Id).ToListAsync());
        Assert.Equal([(requester.Id, "Notify.Expired")], told.Select(n => (n.UserId, n.Text)));
        await using var person = await App.SignInAsync(requester);
        Assert.True((await person.RunAsync((GetTicket use) => use.RunAsync(rated.Id.ToString(), default))).Value!.Rights.Rate);
        Assert.False((await person.RunAsync((RateTicket use) => use.RunAsync(new() { TicketId = rated.Id, Version = 1, Score = 4 }, default))).Failed);
        Assert.False((await person.RunAsync((MoveTicket use) => use.RunAsync(Step(reopened, TicketTrigger.Reopen), default))).Failed);
    }

    [Fact]
    public async Task No_person_closes_in_times_name_whatever_he_may_do()
    {
        foreach (var permission in App.Catalog.PermissionCodes) App.User.Grant(permission, Scope.All);
        var ticket = await ResolvedAsync(days: 30);

        Assert.Equal(Refusal.Forbidden, (await App.RunAsync((MoveTicket use) => use.RunAsync(Step(ticket, TicketTrigger.Expire), default))).Refusal);
        var offered = (await App.RunAsync((GetTicket use) => use.RunAsync(ticket.Id.ToString(), default))).Value!.Steps;
        Assert.DoesNotContain(offered, s => s.Trigger == TicketTrigger.Expire);
    }

    [Fact]
    public async Task Whoever_acts_at_the_same_moment_is_told_and_nothing_is_mixed()
    {
        var ticket = await ResolvedAsync(days: 8);

        var saved = await App.WithDbAsync(async db =>
        {
            var seen = await db.Set<Ticket>().SingleAsync(t => t.Id == ticket.Id);
            await App.RunJobAsync(Job);   // between somebody's reading and his writing
            seen.Title = "Titre d’une personne";
            (seen.State, seen.ResolvedAt) = (TicketState.Assigned, null);
            return await db.TrySaveAsync(default);
        });

        Assert.Equal(Refusal.Stale, saved.Refusal);
        Assert.Equal(TicketState.Closed, (await App.LoadAsync<Ticket>(ticket.Id)).State);
    }

    [Fact]
    public async Task A_ticket_that_somebody_is_changing_is_left_to_the_next_run()
    {
        var ticket = await ResolvedAsync(days: 8);

        await App.WithDbAsync(async db =>
        {
            await using var editing = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"select from tickets.tickets where id = {ticket.Id} for update");
            await App.RunJobAsync(Job);
            return 0;
        });

        Assert.Equal(TicketState.Resolved, (await App.LoadAsync<Ticket>(ticket.Id)).State);
        await App.RunJobAsync(Job);
        Assert.Equal(TicketState.Closed, (await App.LoadAsync<Ticket>(ticket.Id)).State);
    }

    private static MoveTicketRequest Step(Ticket ticket, TicketTrigger trigger) => new() { TicketId = ticket.Id, Version = 1, Trigger = trigger, Reason = "Toujours en panne" };

    private Task<Ticket> ResolvedAsync(int days, Guid? requester = null) => App.SaveAsync(Resolved(days, World.Structure, requester));

    private Ticket Resolved(int days, Guid structure, Guid? requester = null) =>
        Make.Ticket(state: TicketState.Resolved, structure: structure, requester: requester, openedAt: App.Clock.Now.AddDays(-days));
}
