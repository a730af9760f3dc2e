using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.OnCall;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Kernel.Sla.Steps;

/// <summary>What steps do to a ticket: it changes hands, or its priority rises, once.</summary>
public sealed class ReassignTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task It_goes_to_a_person_to_whoever_is_on_call_or_to_a_team()
    {
        var scene = await StepScene.MakeAsync(App);
        var (worker, chief, onCall) = (await scene.PersonAsync("Worker"), await scene.PersonAsync("Chief"), await scene.PersonAsync("On call"));
        var team = await App.SaveAsync(Make.Group());
        var rota = await RotaAsync(onCall);
        await scene.AgreeAsync(Give(20, StepReceiver.Person, chief.Id), Give(40, StepReceiver.OnCall, rota.Id), Give(60, StepReceiver.Team, team.Id));
        var ticket = await scene.OpenAsync(worker);

        await scene.PassAsync(2);
        Assert.Equal((chief.Id, TicketState.Assigned), await HandsAsync(ticket));
        await scene.PassAsync(2);
        Assert.Equal((onCall.Id, TicketState.Assigned), await HandsAsync(ticket));
        await scene.PassAsync(2);
        Assert.Equal((null, TicketState.Assigned), await HandsAsync(ticket));
        Assert.Equal(team.Id, (await App.LoadAsync<Ticket>(ticket.Id)).GroupId);
        var reasons = (await App.TimelineAsync(ticket.Id)).Where(e => e.Kind == TimelineKind.Assigned).Select(e => e.Reason);
        Assert.Equal(["Sla.ReassignedAt|Clock.resolution|20", "Sla.ReassignedAt|Clock.resolution|40", "Sla.ReassignedAt|Clock.resolution|60"], reasons);

        await scene.PassAsync(48);
        Assert.Equal(3, (await App.TimelineAsync(ticket.Id)).Count(e => e.Kind == TimelineKind.Assigned));   // each once
    }

    [Fact]
    public async Task Where_nobody_is_there_to_take_it_it_stays_and_the_timeline_says_so()
    {
        var scene = await StepScene.MakeAsync(App);
        var (worker, gone) = (await scene.PersonAsync("Worker"), await scene.PersonAsync("Gone", isActive: false));
        var team = Make.Group();
        team.IsActive = false;
        await App.SaveAsync(team);
        await scene.AgreeAsync(Give(20, StepReceiver.Person, gone.Id), Give(40, StepReceiver.Team, team.Id), Give(60, StepReceiver.OnCall, Guid.CreateVersion7()), Give(80, StepReceiver.OnCall, (await RotaAsync(gone)).Id));
        var ticket = await scene.OpenAsync(worker);
        for (var n = 0; n < 4; n++) await scene.PassAsync(2);

        Assert.Equal((worker.Id, TicketState.Assigned), await HandsAsync(ticket));
        var said = (await App.TimelineAsync(ticket.Id)).Where(e => e.Kind == TimelineKind.ClockStep && e.Reason != null).ToList();
        Assert.Equal([20, 40, 60, 80], said.Select(e => int.Parse(e.NewValue!, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(said, e => Assert.True(e.IsInternal));
        Assert.Equal("Sla.NobodyToTakeIt|Clock.resolution|20", said[0].Reason);
    }

    [Fact]
    public async Task Of_a_merged_account_the_kept_one_takes_it()
    {
        var scene = await StepScene.MakeAsync(App);
        var (kept, merged) = (await scene.PersonAsync("Kept"), await scene.PersonAsync("Merged", isActive: false));
        await App.SqlAsync($"update kernel.users set merged_into_id = '{kept.Id}' where id = '{merged.Id}'");
        await scene.AgreeAsync(Give(50, StepReceiver.Person, merged.Id));
        var ticket = await scene.OpenAsync();
        await scene.PassAsync(5);
        Assert.Equal((kept.Id, TicketState.Assigned), await HandsAsync(ticket));
    }

    [Fact]
    public async Task Of_steps_that_are_reached_together_the_highest_alone_acts()
    {
        var scene = await StepScene.MakeAsync(App);
        var chief = await scene.PersonAsync("Chief");
        await scene.AgreeAsync(Give(20, StepReceiver.Person, chief.Id), new PolicyStep(null, 60, StepAction.RaisePriority));
        var ticket = await scene.OpenAsync();
        await scene.PassAsync(7);
        var after = await App.LoadAsync<Ticket>(ticket.Id);
        Assert.Equal((null, ticket.Priority - 1), (after.AssigneeId, after.Priority));
    }

    private static PolicyStep Give(int percent, StepReceiver receiver, Guid id) => new(null, percent, StepAction.Reassign, receiver, id);

    private async Task<OnCallRota> RotaAsync(User person)
    {
        var rota = new OnCallRota { Name = $"Rota {Guid.CreateVersion7():N}", ZoneId = "UTC", StartsOn = new(2026, 11, 1), HandoverAt = new(8, 0) };
        await App.SaveAllAsync(rota, new OnCallMember { RotaId = rota.Id, UserId = person.Id, Place = 0 });
        return rota;
    }

    private async Task<(Guid? Assignee, TicketState State)> HandsAsync(Ticket ticket)
    {
        var now = await App.LoadAsync<Ticket>(ticket.Id);
        return (now.AssigneeId, now.State);
    }
}
