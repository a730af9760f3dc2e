using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Notifications;
using OpsFlux.Kernel.Sla.OnCall;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.Steps;

/// <summary>Who is told as time runs out: a ticket is opened under an agreement, time passes, the sweep and the outbox do the rest.</summary>
public sealed class TellOfStepTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Each_step_is_told_once_to_those_whom_it_names()
    {
        var scene = await StepScene.MakeAsync(App);
        var (worker, boss) = (await scene.PersonAsync("Worker"), await scene.PersonAsync("Boss"));
        await scene.AgreeAsync(Tell(75, StepReceiver.Assignee), Tell(100, StepReceiver.Assignee), Tell(100, StepReceiver.Person, boss.Id));
        var ticket = await scene.OpenAsync(worker);

        await scene.PassAsync(7.4);
        Assert.Empty(await scene.ToldAsync(ticket));
        await scene.PassAsync(0.1);
        Assert.Equal(["Worker: ClockStep"], await scene.ToldAsync(ticket));
        await scene.PassAsync(2.6);
        string[] all = ["Boss: ClockLate", "Worker: ClockLate", "Worker: ClockStep"];
        Assert.Equal(all, await scene.ToldAsync(ticket));

        await App.WithDbAsync(db => db.Set<EventDelivery>().ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Pending)));
        await scene.PassAsync(0);
        await scene.PassAsync(48);
        Assert.Equal(all, await scene.ToldAsync(ticket));
        var priorities = await App.WithDbAsync(db => db.Set<Notification>().Where(n => n.RecordId == ticket.Id && n.UserId == worker.Id && n.Category == NotificationCategory.Delay).OrderBy(n => n.CreatedAt).Select(n => n.Priority).ToListAsync());
        Assert.Equal([1, 2], priorities);
    }

    [Fact]
    public async Task It_says_which_clock_how_far_and_what_remains_in_the_reader_s_language_and_zone()
    {
        var scene = await StepScene.MakeAsync(App);
        var worker = await scene.PersonAsync("Worker");
        await scene.AgreeAsync(Tell(75, StepReceiver.Assignee), Tell(80, StepReceiver.Assignee), Tell(120, StepReceiver.Assignee));
        var ticket = await scene.OpenAsync(worker);   // at 10:00 in Casablanca
        await scene.PassAsync(8.5);
        await scene.PassAsync(4);

        var paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        Assert.Equal(
            [
                $"{ticket.Number} Presse en panne : Résolution à 80 % du délai, il reste 1 h 30 (échéance le 20/11/2026 20:00) ; étapes franchies en même temps : 75 %",
                $"{ticket.Number} Presse en panne : Résolution à 120 % du délai, en retard de 2 h 30 depuis le 20/11/2026 20:00 ; étapes franchies en même temps : 100 %",
            ], await SentencesAsync(ticket, "fr-FR", TimeZoneInfo.FindSystemTimeZoneById("Africa/Casablanca")));
        Assert.Contains("overdue by 2 h 30 since 20/11/2026 20:00", (await SentencesAsync(ticket, "en-GB", paris))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_see_the_record_is_told_nothing()
    {
        var scene = await StepScene.MakeAsync(App);
        var (stranger, boss) = (await scene.PersonAsync("Stranger", maySee: false), await scene.PersonAsync("Boss"));
        await scene.AgreeAsync(Tell(50, StepReceiver.Person, stranger.Id), Tell(50, StepReceiver.Person, boss.Id));
        var ticket = await scene.OpenAsync();
        await scene.PassAsync(5);
        Assert.Equal(["Boss: ClockStep"], await scene.ToldAsync(ticket));
    }

    [Fact]
    public async Task Where_nobody_is_assigned_the_group_hears_it_and_a_team_does_whenever_it_is_named()
    {
        var scene = await StepScene.MakeAsync(App);
        var (first, second, gone, outside) = (await scene.PersonAsync("First"), await scene.PersonAsync("Second"), await scene.PersonAsync("Gone", isActive: false), await scene.PersonAsync("Outside"));
        var (desk, team) = (Make.Group("Desk"), Make.Group("Team"));
        await App.SaveAllAsync(desk, team, Make.Member(desk, first), Make.Member(desk, gone), Make.Member(team, outside), Make.Member(desk, second));
        await scene.AgreeAsync(Tell(20, StepReceiver.Assignee), Tell(40, StepReceiver.Team, team.Id), Tell(60, StepReceiver.Group));
        var (alone, assigned) = (await scene.OpenAsync(group: desk), await scene.OpenAsync(second, desk));

        await scene.PassAsync(2);
        Assert.Equal(["First: ClockStep", "Second: ClockStep"], await scene.ToldAsync(alone));
        Assert.Equal(["Second: ClockStep"], await scene.ToldAsync(assigned));
        await scene.PassAsync(2);
        Assert.Contains("Outside: ClockStep", await scene.ToldAsync(assigned));
        await scene.PassAsync(2);
        Assert.Contains("First: ClockStep", await scene.ToldAsync(assigned));
        await App.SqlAsync($"update kernel.groups set is_active = false where id = '{desk.Id}'");
        var later = await scene.OpenAsync(group: desk);
        await scene.PassAsync(2);
        Assert.Empty(await scene.ToldAsync(later));
    }

    [Fact]
    public async Task Managers_are_those_whose_role_reaches_the_structure()
    {
        var scene = await StepScene.MakeAsync(App);
        var below = Make.Structure("Dessous", scene.Structure.Id);
        var (beside, team) = (Make.Structure("Ailleurs"), Make.Group());
        await App.SaveAllAsync(below, beside, team);
        await ManagerAsync("Here", home: scene.Structure.Id);
        await ManagerAsync("Elsewhere", home: beside.Id);
        await ManagerAsync("Below", home: below.Id);
        await ManagerAsync("For here", home: beside.Id, of: scene.Structure.Id);
        await ManagerAsync("No more", home: scene.Structure.Id, until: App.Clock.Now.AddHours(1));
        await ManagerAsync("Away", home: scene.Structure.Id, of: beside.Id);
        var member = await App.SaveAsync(Make.User("By group", scene.Structure.Id));
        await App.SaveAllAsync(Make.Member(team, member), new RoleAssignment { RoleId = await RoleAsync(), GroupId = team.Id });

        await scene.AgreeAsync(Tell(50, StepReceiver.Manager));
        var ticket = await scene.OpenAsync();
        await scene.PassAsync(5);
        Assert.Equal(["By group: ClockStep", "For here: ClockStep", "Here: ClockStep"], await scene.ToldAsync(ticket));

        async Task ManagerAsync(string name, Guid home, Guid? of = null, DateTimeOffset? until = null)
        {
            var person = await App.SaveAsync(Make.User(name, home));
            await App.SaveAsync(new RoleAssignment { RoleId = await RoleAsync(), UserId = person.Id, StructureId = of, ValidTo = until });
        }
    }

    [Fact]
    public async Task Whoever_is_on_call_at_that_instant_is_told_and_of_a_merged_account_the_kept_one()
    {
        var scene = await StepScene.MakeAsync(App);
        var (first, second, kept) = (await scene.PersonAsync("First"), await scene.PersonAsync("Second"), await scene.PersonAsync("Kept"));
        var merged = await scene.PersonAsync("Merged", isActive: false);
        await App.SqlAsync($"update kernel.users set merged_into_id = '{kept.Id}' where id = '{merged.Id}'");
        var rota = new OnCallRota { Name = $"Rota {scene.Structure.Code}", ZoneId = "UTC", StartsOn = new(2026, 11, 20), HandoverAt = new(12, 0), TurnDays = 1 };
        await App.SaveAllAsync(rota, Member(rota, first, 0), Member(rota, second, 1));
        await App.SaveAsync(new OnCallReplacement { RotaId = rota.Id, UserId = merged.Id, From = App.Clock.Now.AddHours(5), To = App.Clock.Now.AddHours(6) });
        await scene.AgreeAsync(Tell(10, StepReceiver.OnCall, rota.Id), Tell(40, StepReceiver.OnCall, rota.Id), Tell(55, StepReceiver.OnCall, rota.Id));
        var ticket = await scene.OpenAsync();   // at 09:00 UTC

        await scene.PassAsync(1);
        Assert.Empty(await scene.ToldAsync(ticket));   // before the first turn
        await scene.PassAsync(3);
        Assert.Equal(["First: ClockStep"], await scene.ToldAsync(ticket));
        await scene.PassAsync(1.5);
        Assert.Equal(["First: ClockStep", "Kept: ClockStep"], await scene.ToldAsync(ticket));
    }

    [Fact]
    public async Task What_was_settled_before_anybody_could_be_told_is_told_to_nobody()
    {
        var scene = await StepScene.MakeAsync(App);
        var worker = await scene.PersonAsync("Worker");
        await scene.AgreeAsync(Tell(50, StepReceiver.Assignee));
        var ticket = await scene.OpenAsync(worker);
        await scene.PassAsync(5, deliver: false);
        App.User.As(worker).Grant(TicketPermissions.View, Scope.All).Grant(TicketPermissions.Resolve, Scope.All).Grant(TicketPermissions.Work, Scope.All);
        await App.RunAsync((MoveTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = ticket.Version, Trigger = TicketTrigger.Start }, default));
        Assert.Null((await App.RunAsync((MoveTicket use) => use.RunAsync(new() { TicketId = ticket.Id, Version = ticket.Version + 1, Trigger = TicketTrigger.Resolve, Solution = "Fait" }, default))).Refusal);
        await App.DrainEventsAsync();
        Assert.Empty(await scene.ToldAsync(ticket));
    }

    private static PolicyStep Tell(int percent, StepReceiver receiver, Guid? id = null) => new(null, percent, StepAction.Notify, receiver, id);

    private static OnCallMember Member(OnCallRota rota, User person, int place) => new() { RotaId = rota.Id, UserId = person.Id, Place = place };

    private Task<Guid> RoleAsync() => App.WithDbAsync(db => db.Set<Role>().Where(r => r.Code == BuiltInRoles.Manager).Select(r => r.Id).SingleAsync());

    /// <summary>What stands in the inbox, oldest first; spaces that do not break read as spaces.</summary>
    private async Task<IReadOnlyList<string>> SentencesAsync(Ticket ticket, string language, TimeZoneInfo zone)
    {
        var rows = await App.WithDbAsync(db => db.Set<Notification>().Where(n => n.RecordId == ticket.Id && n.Category == NotificationCategory.Delay).OrderBy(n => n.CreatedAt).ToListAsync());
        await using var scope = App.Services.CreateAsyncScope();
        var texts = scope.ServiceProvider.GetRequiredService<TextCatalog>();
        using var _ = new InLanguage(language);
        return rows.ConvertAll(n => texts.News(n.Text, n.Arguments, zone).Replace('\u00a0', ' ').Replace('\u202f', ' '));
    }
}
